package io.antiphon.dialogue.llm.spend;

import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Task;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What each call has spent, by task and model. The turn threads of all calls share it, each for an instant per answer,
 * so one lock does. A call that nobody closes is forgotten once many others have come.
 */
public final class Ledger {

    private static final int MOST_CALLS = 20_000;

    private final Budget usual;
    private final Consumer<Entry> booked;
    private final Map<String, Account> accounts = new LinkedHashMap<>();

    /** What the answers of one model for one task took. */
    public record Entry(Task task, String model, Spent spent) {}

    /**
     * All that a call spent.
     *
     * @param refused how many answers were not begun because its budget was spent
     */
    public record Statement(List<Entry> entries, int refused) {

        public static final Statement EMPTY = new Statement(List.of(), 0);

        public Statement {
            entries = List.copyOf(entries);
        }

        /** All answers together. */
        public Spent total() {
            return entries.stream().map(Entry::spent).reduce(Spent.NOTHING, Spent::plus);
        }
    }

    private record Item(Task task, String model) {}

    private static final class Account {

        private final Budget budget;
        private final Map<Item, Spent> items = new LinkedHashMap<>();
        private int refused;

        Account(Budget budget) {
            this.budget = budget;
        }

        Statement statement() {
            var entries = new ArrayList<Entry>();
            items.forEach((item, spent) -> entries
                    .add(new Entry(item.task(), item.model(), spent)));
            return new Statement(entries, refused);
        }
    }

    /** @param usual budget of each call */
    public Ledger(Budget usual) {
        this(usual, _ -> {});
    }

    /** @param booked learns of each answer, on the thread that books it; must not wait */
    public Ledger(Budget usual, Consumer<Entry> booked) {
        this.usual = usual;
        this.booked = booked;
    }

    /** Any thread: a call begins that may spend no more than this either. */
    public synchronized void open(String call, Budget own) {
        accounts.put(call, new Account(usual.within(own)));
        forgetTheEldest();
    }

    /** Any thread: an answer is over. What is on nobody's account is not kept. */
    public void book(ModelRequest request, String model, Spent answer) {
        booked.accept(new Entry(request.task(), model, answer));
        if (!request.call().isEmpty()) {
            book(request.call(), new Item(request.task(), model), answer);
        }
    }

    private synchronized void book(String call, Item item, Spent answer) {
        account(call).items.merge(item, answer, Spent::plus);
        forgetTheEldest();
    }

    /** Any thread: whether a call has spent what it may. */
    public synchronized boolean isSpent(String call) {
        var account = accounts.get(call);
        return account != null && account.budget.isSpent(account.statement().total());
    }

    /** Any thread: an answer was not begun because the budget is spent. Answers whether it is the first. */
    public synchronized boolean refuse(String call) {
        return account(call).refused++ == 0;
    }

    /** Any thread: what a call has spent so far. */
    public synchronized Statement soFar(String call) {
        var account = accounts.get(call);
        return account == null ? Statement.EMPTY : account.statement();
    }

    /** Any thread: all of that together. */
    public Spent total(String call) {
        return soFar(call).total();
    }

    /** Any thread: the call is over. Answers with all that it spent, and forgets it. */
    public synchronized Statement close(String call) {
        var account = accounts.remove(call);
        return account == null ? Statement.EMPTY : account.statement();
    }

    private Account account(String call) {
        return accounts.computeIfAbsent(call, _ -> new Account(usual));
    }

    private void forgetTheEldest() {
        if (accounts.size() > MOST_CALLS) {
            accounts.remove(accounts.keySet().iterator().next());
        }
    }
}
