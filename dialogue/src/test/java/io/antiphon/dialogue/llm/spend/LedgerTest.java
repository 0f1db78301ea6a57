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
        ledger.book(REQUEST, "m", Spent.answer(new Usage(10, 2, 3), 7, 0));
        ledger.book(REQUEST, "m", Spent.answer(new Usage(1, 0, 1), 1, 0));
        ledger.book(REQUEST, "n", Spent.answer(new Usage(5, 0, 5), 0, 0));
        ledger.book(REQUEST.of("b"), "m", Spent.answer(new Usage(100, 0, 0), 9, 0));
        assertEquals(new Spent(3, new Usage(16, 2, 9), 8, 0), ledger.total("a"));
        assertEquals(List.of(
                new Ledger.Entry(Task.RESPOND, "m", new Spent(2, new Usage(11, 2, 4), 8, 0)),
                new Ledger.Entry(Task.RESPOND, "n", new Spent(1, new Usage(5, 0, 5), 0, 0))),
                ledger.close("a").entries());
        assertEquals(Spent.NOTHING, ledger.total("a"));
        assertEquals(9, ledger.total("b").nanos());
    }

    @Test
    void callThatIsNeverClosedIsForgottenInTheEnd() {
        var ledger = new Ledger(Budget.UNLIMITED);
        ledger.book(REQUEST, "m", Spent.answer(Usage.NONE, 7, 0));
        for (int call = 0; call < 20_000; call++) {
            ledger.book(REQUEST.of("call " + call), "m", Spent.answer(Usage.NONE, 1, 0));
        }
        assertEquals(Spent.NOTHING, ledger.total("a"));
        assertEquals(1, ledger.total("call 19999").nanos());
    }

    @Test
    void whatIsOnNobodysAccountSpendsNothing() {
        var ledger = new Ledger(new Budget(1, 1));
        ledger.book(REQUEST.of(""), "m", Spent.answer(new Usage(10, 0, 10), 10, 0));
        assertFalse(ledger.isSpent(""));
    }

    @Test
    void budgetIsSpentByTokensOrByMoney() {
        var ledger = new Ledger(new Budget(20, 1_000));
        ledger.book(REQUEST, "m", Spent.answer(new Usage(10, 0, 9), 999, 0));
        assertFalse(ledger.isSpent("a"));
        ledger.book(REQUEST, "m", Spent.answer(new Usage(1, 0, 0), 0, 0));
        assertTrue(ledger.isSpent("a"));
        ledger.book(REQUEST.of("b"), "m", Spent.answer(Usage.NONE, 1_000, 0));
        assertTrue(ledger.isSpent("b"));
    }

    @Test
    void ofTheBudgetsOfServerAndTemplateTheSmallerCounts() {
        var ledger = new Ledger(new Budget(20, 1_000));
        ledger.open("a", new Budget(Long.MAX_VALUE, 500, 3_000_000_000L));
        ledger.book(REQUEST, "m", Spent.answer(new Usage(9, 0, 0), 499, 2_999_999_999L));
        assertFalse(ledger.isSpent("a"));
        ledger.book(REQUEST, "m", Spent.answer(Usage.NONE, 1, 0));
        assertTrue(ledger.isSpent("a"));
        ledger.open("b", new Budget(1_000, Long.MAX_VALUE));
        ledger.book(REQUEST.of("b"), "m", Spent.answer(new Usage(20, 0, 0), 0, 0));
        assertTrue(ledger.isSpent("b"));
    }

    @Test
    void budgetIsSpentByTheTimeThatModelsWork() {
        var ledger = new Ledger(Budget.UNLIMITED);
        ledger.open("a", new Budget(Long.MAX_VALUE, Long.MAX_VALUE, 3_000_000_000L));
        ledger.book(REQUEST, "m", Spent.answer(Usage.NONE, 0, 1_600_000_000L));
        assertFalse(ledger.isSpent("a"));
        ledger.book(REQUEST, "n", Spent.answer(Usage.NONE, 0, 1_400_000_000L));
        assertTrue(ledger.isSpent("a"));
    }

    @Test
    void theStatementTellsHowManyAnswersWereRefused() {
        var ledger = new Ledger(Budget.UNLIMITED);
        assertTrue(ledger.refuse("a"));
        assertFalse(ledger.refuse("a"));
        assertEquals(2, ledger.close("a").refused());
        assertEquals(Ledger.Statement.EMPTY, ledger.close("a"));
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
