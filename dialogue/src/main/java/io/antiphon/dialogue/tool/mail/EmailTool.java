package io.antiphon.dialogue.tool.mail;

import io.antiphon.dialogue.tool.Secrets;
import io.antiphon.dialogue.tool.Tool;
import io.antiphon.dialogue.tool.ToolCall;
import io.antiphon.dialogue.tool.ToolRun;
import io.antiphon.dialogue.tool.spec.BuiltIn;
import io.antiphon.privacy.Egress;

/** Sends letters. Nobody can tell a mail server to take one only once, so one of unknown fate is not sent again. */
public record EmailTool(BuiltIn.Email spec, Secrets secrets, Egress egress) implements Tool {

    @Override
    public ToolRun begin(ToolCall call) {
        return new EmailRun(spec, secrets, egress, call);
    }
}
