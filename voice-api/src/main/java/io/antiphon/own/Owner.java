package io.antiphon.own;

import org.jspecify.annotations.Nullable;

/**
 * Names the one thread that may touch an object. State that has an owner needs no lock; asserting the
 * owner turns a data race into a failed test instead of a strange phone call.
 */
public final class Owner {

    private final String role;
    private volatile @Nullable Thread thread;

    public Owner(String role) {
        this.role = role;
    }

    /** Makes the current thread the owner. Called once, first thing, by the thread itself. */
    public void claim() {
        if (thread != null) {
            throw new IllegalStateException(role + " is already owned by " + thread);
        }
        thread = Thread.currentThread();
    }

    /** For {@code assert} statements: costs nothing in production, where assertions are off. */
    public boolean isCurrent() {
        return Thread.currentThread().equals(thread);
    }

    @Override
    public String toString() {
        return role + " (" + (thread == null ? "unclaimed" : thread.getName()) + ")";
    }
}
