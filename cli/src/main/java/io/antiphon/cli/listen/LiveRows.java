package io.antiphon.cli.listen;

import io.antiphon.cli.terminal.Terminal;
import io.antiphon.cli.terminal.Tsv;
import io.antiphon.speech.Recognition.Heard;
import java.io.PrintWriter;

/** Tells what is understood of a file while it is heard: on a terminal in one line that changes. */
final class LiveRows {

    private static final String AGAIN = "\r\u001b[K";

    private final PrintWriter out;
    private final TranscriptRows rows;
    private final boolean person = Terminal.isAttached();

    LiveRows(PrintWriter out, TranscriptRows rows) {
        this.out = out;
        this.rows = rows;
    }

    LiveTranscriber.Reader of(String file) {
        return new LiveTranscriber.Reader() {

            @Override
            public void partial(int frame, Heard heard) {
                var row = row(file, frame, "partial", heard);
                if (person) {
                    out.print(AGAIN + end(row.replace('\t', ' ')));
                } else {
                    out.println(row);
                }
                out.flush();
            }

            @Override
            public void said(int frame, Utterance utterance) {
                out.println((person ? AGAIN : "")
                        + row(file, frame, "final", utterance.heard()));
                out.flush();
            }
        };
    }

    private String row(String file, int frame, String kind, Heard heard) {
        return Tsv.row(file, TranscriptRows.seconds(frame), kind, rows.text(heard.text()),
                TranscriptRows.number(heard.confidence()));
    }

    /** As much of the end as fits into a line, since a longer one could not be taken back. */
    private static String end(String line) {
        int most = Terminal.columns() - 1;
        return line.length() <= most ? line : "…" + line.substring(line.length() - most + 1);
    }
}
