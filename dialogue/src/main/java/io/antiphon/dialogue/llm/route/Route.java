package io.antiphon.dialogue.llm.route;

import io.antiphon.dialogue.llm.route.cache.AnswerCache;
import java.util.List;
import java.util.OptionalLong;

/**
 * Whom to ask for a task.
 *
 * @param providers the first choice first
 * @param order what else decides who is asked first
 * @param rounds how often all of them are asked, with a wait in between, until one answers
 * @param hedgeAfterNs when the second is asked as well because the first has not said a word; never, if empty
 * @param caches where an answer may be found already
 */
public record Route(List<Provider> providers, Order order, int rounds, OptionalLong hedgeAfterNs,
        List<AnswerCache> caches) {

    public Route {
        providers = List.copyOf(providers);
        caches = List.copyOf(caches);
        if (providers.isEmpty() || rounds < 1) {
            throw new IllegalArgumentException("a route has a provider and goes round once");
        }
    }

    /** As listed, twice round, without hedging or caches. */
    public static Route of(List<Provider> providers) {
        return new Route(providers, Order.LISTED, 2, OptionalLong.empty(), List.of());
    }

    /** Who is asked first. Whoever was unwell when last looked at is asked last in any case. */
    public enum Order {
        /** As listed. */
        LISTED,
        /** Whose answer would cost least. */
        CHEAPEST,
        /** Whose first word came soonest of late; whoever was not measured lately, first of all. */
        FASTEST
    }
}
