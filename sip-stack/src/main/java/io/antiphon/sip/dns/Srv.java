package io.antiphon.sip.dns;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/** A server of some service (RFC 2782). */
record Srv(int priority, int weight, int port, String target) {

    /** Reads the data of one record; an index beyond its end is its writer's mistake. */
    static Srv read(ByteBuf data) {
        return new Srv(data.readUnsignedShort(), data.readUnsignedShort(),
                data.readUnsignedShort(), DefaultDnsRecordDecoder.decodeName(data));
    }

    /** By priority, and among equals by lot, as the weights say. A target of "." means that there is none. */
    static List<Srv> inOrder(List<Srv> all, RandomGenerator random) {
        var left = new ArrayList<>(all.stream()
                .filter(each -> !each.target.equals("."))
                // Those without weight first, which gives them their small chance.
                .sorted(Comparator.comparingInt(Srv::priority).thenComparingInt(Srv::weight))
                .toList());
        var ordered = new ArrayList<Srv>();
        while (!left.isEmpty()) {
            int priority = left.getFirst().priority;
            int sum = left.stream()
                    .filter(each -> each.priority == priority)
                    .mapToInt(Srv::weight)
                    .sum();
            int lot = random.nextInt(sum + 1);
            int index = 0;
            int running = left.getFirst().weight;
            while (running < lot) {
                index++;
                running += left.get(index).weight;
            }
            ordered.add(left.remove(index));
        }
        return ordered;
    }
}
