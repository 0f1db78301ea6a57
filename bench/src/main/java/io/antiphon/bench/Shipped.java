package io.antiphon.bench;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the models lie that come with the product. */
final class Shipped {

    private Shipped() {}

    /** As named to the virtual machine, or in the nearest folder above that has models. */
    static Path models() {
        var start = Path.of(System.getProperty("antiphon.home", "")).toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("models"))) {
                return at.resolve("models");
            }
        }
        return start.resolve("models");
    }
}
