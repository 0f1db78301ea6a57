package io.antiphon.dialogue.llm.route.cache;

import io.antiphon.dialogue.llm.Message;
import io.antiphon.dialogue.llm.ModelRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** A SHA-256 of what is asked, whoever asks and however patiently. */
final class Fingerprint {

    private final MessageDigest digest;

    private Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Of a request with these of its messages. */
    static String of(ModelRequest request, List<Message> messages) {
        var print = new Fingerprint();
        print.add(request.task().name());
        var form = request.form();
        print.add(Integer.toString(form.maxTokens()));
        form.schema().ifPresent(schema -> print.add(schema.toString()));
        form.tools().forEach(tool -> {
            print.add(tool.name());
            print.add(tool.description());
            print.add(tool.parameters().toString());
        });
        for (var message : messages) {
            print.add(message.role().name());
            print.add(message.text());
            switch (message) {
                case Message.Agent(_, var calls) -> calls.forEach(call -> {
                    print.add(call.tool());
                    print.add(call.arguments().toString());
                });
                case Message.ToolResult(var call, _) -> print.add(call.id());
                case Message.Instruction _, Message.Caller _ -> {
                    // Role and text are all there is to them.
                }
            }
        }
        return HexFormat.of().formatHex(print.digest.digest());
    }

    /** With its length, so that no two lists of texts look alike. */
    private void add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }
}
