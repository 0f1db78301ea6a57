package io.antiphon.asr.model;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** The directory of a model, read with errors that name the file and what is wrong with it. */
public record ModelFiles(Path directory) {

    public ModelFiles {
        directory = directory.toAbsolutePath().normalize();
    }

    /** Refuses a directory that is not there. */
    public void check() throws ModelFault {
        if (!Files.isDirectory(directory)) {
            throw ModelFault.refused("no model directory at " + directory);
        }
    }

    public boolean has(String name) {
        return Files.isRegularFile(directory.resolve(name));
    }

    /** A file that has to be there and must not be empty. */
    public Path need(String name) throws ModelFault {
        check();
        var file = directory.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw ModelFault.refused("the model needs the file " + file + ", which is missing");
        }
        try {
            if (Files.size(file) == 0) {
                throw ModelFault.refused("the model file " + file + " is empty");
            }
        } catch (IOException e) {
            throw ModelFault.refused("the model file " + file + " cannot be read: " + e);
        }
        return file;
    }

    /** The files whose names begin and end like this, by name. */
    public List<String> named(String beginning, String ending) throws ModelFault {
        check();
        try (var all = Files.list(directory)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(beginning) && name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ModelFault.refused("the model directory " + directory + " cannot be read: " + e);
        }
    }

    /** The bytes of a file that has to be there, unpacked if its name ends in {@code .gz}. */
    public InputStream open(String name) throws ModelFault, IOException {
        var raw = new BufferedInputStream(Files.newInputStream(need(name)), 1 << 16);
        if (!name.endsWith(".gz")) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, 1 << 16);
        } catch (IOException e) {
            raw.close();
            throw e;
        }
    }

    /** The lines of a UTF-8 file that has to be there. */
    public List<String> lines(String name) throws ModelFault {
        var file = need(name);
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw ModelFault.refused("the model file " + file + " is not UTF-8 text");
        } catch (IOException e) {
            throw ModelFault.refused("the model file " + file + " cannot be read: " + e);
        }
    }
}
