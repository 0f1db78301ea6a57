package io.antiphon.server.report;

import io.antiphon.dialogue.campaign.CampaignTemplate;
import io.antiphon.dialogue.llm.spend.Ledger;
import io.antiphon.dialogue.report.CallReport;
import io.antiphon.dialogue.report.Minutes;
import io.antiphon.dialogue.report.Reporter;
import io.antiphon.server.call.Account;
import io.antiphon.server.metrics.Meters;
import io.antiphon.server.trace.ModelTrace;
import java.util.concurrent.Executor;

/**
 * Settles what a call spent on language models: its account in the {@link Ledger} is opened with the template's budget
 * and closed at the end, counted and told. What an answer took that the end of the call itself cut off may come too late
 * for that; it is counted all the same.
 */
public record Settlement(Ledger ledger, ModelTrace trace, Meters meters) {

    void open(String call, CampaignTemplate template) {
        ledger.open(call, template.conduct().budget());
    }

    /** A call goes on: its account as it stands. */
    CallReport soFar(CallReport report) {
        return report.having(ledger.soFar(report.call()));
    }

    /** A call is over, and so is whatever was asked for its sake. Once a call, on the thread of files. */
    CallReport settled(CallReport report) {
        var all = ledger.close(report.call());
        trace.over(report.call(), all);
        var settled = report.having(all);
        meters.over(settled);
        return settled;
    }

    /** Of calls of which no account is kept. */
    public Account withoutReports(Executor files) {
        return new Account() {

            @Override
            public void begins(String call, CampaignTemplate template) {
                open(call, template);
            }

            @Override
            public void soFar(Minutes minutes) {
                // Only its end is of interest.
            }

            @Override
            public void over(Minutes minutes) {
                files.execute(() -> settled(Reporter.report(minutes)));
            }
        };
    }
}
