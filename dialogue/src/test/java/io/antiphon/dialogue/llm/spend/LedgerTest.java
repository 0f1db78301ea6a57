package io.antiphon.dialogue.llm.spend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.Usage;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private static final ModelRequest REQUEST = ModelRequest.spoken(List.of(), 1).of("a");

    @Test
    void callsHaveAccountsOfTheirOwnByTaskAndModel() {
        var ledger = new Ledger(Budget.UNLIMITED);
        ledger.book(REQUEST, "m", new Usage(10, 2, 3), 7);
        ledger.book(REQUEST, "m", new Usage(1, 0, 1), 1);
        ledger.book(REQUEST, "n", new Usage(5, 0, 5), 0);
        ledger.book(REQUEST.of("b"), "m", new Usage(100, 0, 0), 9);
        assertEquals(new Spent(3, new Usage(16, 2, 9), 8), ledger.total("a"));
        assertEquals(List.of(
                new Ledger.Entry(Task.RESPOND, "m", new Spent(2, new Usage(11, 2, 4), 8)),
                new Ledger.Entry(Task.RESPOND, "n", new Spent(1, new Usage(5, 0, 5), 0))),
                ledger.close("a"));
        assertEquals(Spent.NOTHING, ledger.total("a"));
        assertEquals(9, ledger.total("b").nanos());
    }

    @Test
    void callThatIsNeverClosedIsForgottenInTheEnd() {
        var ledger = new Ledger(Budget.UNLIMITED);
        ledger.book(REQUEST, "m", Usage.NONE, 7);
        for (int call = 0; call < 20_000; call++) {
            ledger.book(REQUEST.of("call " + call), "m", Usage.NONE, 1);
        }
        assertEquals(Spent.NOTHING, ledger.total("a"));
        assertEquals(1, ledger.total("call 19999").nanos());
    }

    @Test
    void whatIsOnNobodysAccountSpendsNothing() {
        var ledger = new Ledger(new Budget(1, 1));
        ledger.book(REQUEST.of(""), "m", new Usage(10, 0, 10), 10);
        assertFalse(ledger.isSpent(""));
    }

    @Test
    void budgetIsSpentByTokensOrByMoney() {
        var ledger = new Ledger(new Budget(20, 1_000));
        ledger.book(REQUEST, "m", new Usage(10, 0, 9), 999);
        assertFalse(ledger.isSpent("a"));
        ledger.book(REQUEST, "m", new Usage(1, 0, 0), 0);
        assertTrue(ledger.isSpent("a"));
        ledger.book(REQUEST.of("b"), "m", Usage.NONE, 1_000);
        assertTrue(ledger.isSpent("b"));
    }

    @Test
    void priceListsAreForAMillionTokens() {
        var price = Price.perMillion(new BigDecimal("3"), new BigDecimal("0.30"),
                new BigDecimal("15"));
        assertEquals(new Price(3000, 300, 15_000), price);
        assertEquals(60 * 3000 + 40 * 300 + 2 * 15_000, price.nanos(new Usage(100, 40, 2)));
        assertEquals(1, Price.perMillion(new BigDecimal("0.0001"), BigDecimal.ZERO, BigDecimal.ZERO)
                .promptNanos());
    }
}
