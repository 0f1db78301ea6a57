package io.antiphon.dialogue.llm.local.engine;

import io.antiphon.dialogue.llm.local.engine.Request.Sampling;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a model is to be run, where that is not left to the model.
 *
 * @param context how much it reads, in tokens; at most what it was made for
 * @param threads how many compute for it
 * @param gpuLayers how many of its layers a graphics processor computes
 */
public record Tuning(OptionalInt context, OptionalInt threads, int gpuLayers,
        OptionalDouble temperature, OptionalDouble topP) {

    /** All is left to the model. */
    public static final Tuning NONE = new Tuning(OptionalInt.empty(), OptionalInt.empty(), 0,
            OptionalDouble.empty(), OptionalDouble.empty());

    /** The context of a model that can read {@code most} and reads {@code usual} where nothing is said. */
    public int context(int usual, long most) throws ModelFault {
        int wanted = context.orElse(usual);
        if (wanted > most) {
            throw new ModelFault(
                    "the model reads " + most + " tokens at most, its context is set to "
                            + wanted);
        }
        return wanted;
    }

    /** How tokens are chosen. */
    public Sampling sampling(Sampling usual) {
        return new Sampling(temperature.orElse(usual.temperature()), topP.orElse(usual.topP()),
                usual.seed());
    }
}
