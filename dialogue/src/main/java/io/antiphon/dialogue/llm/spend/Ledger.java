package io.antiphon.dialogue.llm.spend;

import io.antiphon.dialogue.llm.ModelRequest;
import io.antiphon.dialogue.llm.Task;
import io.antiphon.dialogue.llm.Usage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What each call has spent, by task and model. The turn threads of all calls share it, each for an instant per answer,
 * so one lock does. A call that nobody closes is forgotten once many others have come.
 */
public final class Ledger {

    private static final int MOST_CALLS = 20_000;

    private final Budget budget;
    private final Map<String, Map<Item, Spent>> accounts = new LinkedHashMap<>();

    /** What the answers of one model for one task took. */
    public record Entry(Task task, String model, Spent spent) {}

    private record Item(Task task, String model) {}

    /** @param budget of each call */
    public Ledger(Budget budget) {
        this.budget = budget;
    }

    /** Any thread: an answer is over. What is on nobody's account is not kept. */
    public synchronized void book(ModelRequest request, String model, Usage usage, long nanos) {
        if (request.call().isEmpty()) {
            return;
        }
        accounts.computeIfAbsent(request.call(), _ -> new LinkedHashMap<>())
                .merge(new Item(request.task(), model), new Spent(1, usage, nanos), Spent::plus);
        if (accounts.size() > MOST_CALLS) {
            accounts.remove(accounts.keySet().iterator().next());
        }
    }

    /** Any thread: whether a call has spent what it may. */
    public boolean isSpent(String call) {
        return budget.isSpent(total(call));
    }

    /** Any thread: what a call has spent so far. */
    public synchronized Spent total(String call) {
        return accounts.getOrDefault(call, Map.of())
                .values()
                .stream()
                .reduce(Spent.NOTHING, Spent::plus);
    }

    /** Any thread: the call is over. Answers with all that it spent, and forgets it. */
    public synchronized List<Entry> close(String call) {
        var entries = new ArrayList<Entry>();
        var account = accounts.remove(call);
        if (account != null) {
            account.forEach((item, spent) -> entries
                    .add(new Entry(item.task(), item.model(), spent)));
        }
        return entries;
    }
}
