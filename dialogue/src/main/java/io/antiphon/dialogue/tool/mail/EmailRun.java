package io.antiphon.dialogue.tool.mail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.antiphon.dialogue.tool.Cancellation;
import io.antiphon.dialogue.tool.Deeds;
import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolResult;
import io.antiphon.dialogue.tool.ToolResult.Cancelled;
import io.antiphon.dialogue.tool.ToolResult.Done;
import io.antiphon.dialogue.tool.ToolResult.Failed;
import io.antiphon.dialogue.tool.ToolResult.Refused;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.fault.EngineFailure;
import io.antiphon.fault.EngineFailure.Kind;
import io.antiphon.privacy.Egress;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message.RecipientType;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** One letter on its way. */
final class EmailRun implements ToolRun {

    private static final String PATIENCE_MS = "10000";

    private final BuiltIn.Email spec;
    private final Secrets secrets;
    private final Egress egress;
    private final ToolCall call;
    private final Cancellation cancellation = new Cancellation();

    EmailRun(BuiltIn.Email spec, Secrets secrets, Egress egress, ToolCall call) {
        this.spec = spec;
        this.secrets = secrets;
        this.egress = egress;
        this.call = call;
    }

    @Override
    public void cancel() {
        cancellation.cancel();
    }

    @Override
    public ToolResult await() {
        var refusal = egress.refusal(spec.server());
        if (refusal.isPresent()) {
            return failed(Kind.REFUSED, refusal.get(), false);
        }
        var password = spec.login().flatMap(login -> secrets.read(login.password()));
        if (spec.login().isPresent() && password.isEmpty()) {
            return failed(Kind.REFUSED, secrets.missing(spec.login().get().password()), false);
        }
        if (cancellation.isCancelled()) {
            return new Cancelled(false);
        }
        var session = Session.getInstance(properties());
        try {
            return delivered(session, letter(session), password);
        } catch (AddressException e) {
            return new Refused("that is no e-mail address");
        } catch (MessagingException e) {
            return failed(Kind.BROKEN, "the letter could not be written", false);
        }
    }

    private ToolResult delivered(Session session, MimeMessage letter, Optional<String> password)
            throws MessagingException {
        boolean connected = false;
        try (var transport = session.getTransport(scheme())) {
            transport.connect(spec.server().getHost(), spec.server().getPort(),
                    spec.login().map(BuiltIn.Email.Login::user).orElse(null),
                    password.orElse(null));
            connected = true;
            transport.sendMessage(letter, letter.getAllRecipients());
            return new Done(JsonNodeFactory.instance.objectNode().put("id", Deeds.id(call)));
        } catch (MessagingException e) {
            return cancellation.isCancelled() ? new Cancelled(connected) : told(e, connected);
        }
    }

    private ToolResult told(MessagingException e, boolean connected) {
        String host = spec.server().getHost();
        if (e instanceof AuthenticationFailedException) {
            return failed(Kind.REFUSED, "our credentials are not accepted by " + host, false);
        }
        if (!connected) {
            return failed(Kind.UNREACHABLE, "nothing answers at " + host, false);
        }
        // A server that says no has not taken the letter; one that says nothing may have.
        return switch (replyCode(e) / 100) {
            case 4 -> failed(Kind.BUSY, host + " does not take the letter now", false);
            case 5 -> failed(Kind.REFUSED, host + " does not take the letter", false);
            default -> failed(Kind.BROKEN, "the connection to " + host
                    + " broke before it said whether it took the letter", true);
        };
    }

    private static int replyCode(MessagingException e) {
        return switch (e) {
            case SMTPSendFailedException refusal -> refusal.getReturnCode();
            case SMTPSenderFailedException refusal -> refusal.getReturnCode();
            case SendFailedException _ -> 550;
            default -> -1;
        };
    }

    private MimeMessage letter(Session session) throws MessagingException {
        var letter = new MimeMessage(session);
        letter.setFrom(new InternetAddress(spec.from(), true));
        for (var to : recipients()) {
            letter.addRecipient(RecipientType.TO, new InternetAddress(to, true));
        }
        letter.setSubject(call.arguments().path("subject").asText().replaceAll("\\p{Cntrl}+", " "),
                StandardCharsets.UTF_8.name());
        letter.setText(call.arguments().path("text").asText(), StandardCharsets.UTF_8.name());
        letter.saveChanges();
        letter.setHeader("Message-ID", "<" + Deeds.id(call) + "@antiphon>");
        return letter;
    }

    private List<String> recipients() {
        return spec.to().isEmpty() ? List.of(call.arguments().path("to").asText()) : spec.to();
    }

    private Properties properties() {
        String prefix = "mail." + scheme() + ".";
        var properties = new Properties();
        properties.put(prefix + "socketFactory", new Sockets(cancellation));
        properties.put(prefix + "socketFactory.fallback", "false");
        properties.put(prefix + "connectiontimeout", PATIENCE_MS);
        properties.put(prefix + "timeout", PATIENCE_MS);
        properties.put(prefix + "ssl.checkserveridentity", "true");
        properties.put(prefix + "starttls.enable", "true");
        properties.put(prefix + "starttls.required", String.valueOf(mustEncipher()));
        properties.put(prefix + "auth", String.valueOf(spec.login().isPresent()));
        properties.put("mail.mime.allowutf8", "true");
        return properties;
    }

    /** A password leaves this machine only enciphered. */
    private boolean mustEncipher() {
        String host = spec.server().getHost().replaceAll("^\\[|]$", "");
        boolean here = host.equals("localhost") || (host.matches("[0-9.:a-fA-F]+")
                && InetAddress.ofLiteral(host).isLoopbackAddress());
        return spec.login().isPresent() && !here;
    }

    private String scheme() {
        return spec.server().getScheme();
    }

    private ToolResult failed(Kind kind, String detail, boolean perhapsDone) {
        return new Failed(new EngineFailure(kind, "tool " + call.tool(), detail), perhapsDone);
    }
}
