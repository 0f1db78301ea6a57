package io.antiphon.dialogue.yaml;

/**
 * Something wrong with a file, told so that its author can mend it.
 *
 * @param line counted from 1; 0 where the file as a whole is meant
 * @param column counted from 1
 * @param path to the value, such as {@code stages[2].on.yes}; perhaps empty
 * @param message what was found and what was expected
 */
public record YamlProblem(String file, int line, int column, String path, String message) {

    @Override
    public String toString() {
        String place = line == 0 ? file : file + ":" + line + ":" + column;
        return place + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
