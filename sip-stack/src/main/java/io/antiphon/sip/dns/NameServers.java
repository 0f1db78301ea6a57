package io.antiphon.sip.dns;

import io.antiphon.time.NanoClock;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufHolder;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/** Asks name servers and remembers what they said for as long as they say. Belongs to one event loop. */
public final class NameServers implements AutoCloseable {

    private static final int PATIENCE_MS = 2_000;
    /** How long it is remembered that there is nothing, or nobody who would say. */
    private static final int NOTHING_SECONDS = 30;
    private static final int LONGEST_SECONDS = 86_400;
    private static final int REMEMBERED = 1_000;

    private final DnsNameResolver resolver;
    private final NanoClock clock;
    private final Map<Question, Remembered> memory = new LinkedHashMap<>();

    private record Question(String name, DnsRecordType type) {}

    private record Remembered(List<?> records, long untilNs) {}

    /** {@code servers} are asked one after another; none means those of this machine. */
    public NameServers(EventLoop loop, NanoClock clock, List<InetSocketAddress> servers) {
        this.clock = clock;
        this.resolver = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .nameServerProvider(servers.isEmpty()
                        ? DnsServerAddressStreamProviders.platformDefault()
                        : new SequentialDnsServerAddressStreamProvider(
                                servers.toArray(InetSocketAddress[]::new)))
                // Another port for each, for whoever would forge an answer has to guess it (RFC 5452, section 9.2).
                .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
                .queryTimeoutMillis(PATIENCE_MS)
                .ttl(0, LONGEST_SECONDS)
                .negativeTtl(NOTHING_SECONDS)
                .build();
    }

    /** The addresses of a host, in the order of preference; or why there are none. */
    void addresses(String host, Consumer<List<InetAddress>> found, Consumer<String> failed) {
        resolver.resolveAll(host).addListener((Future<List<InetAddress>> done) -> {
            if (done.isSuccess()) {
                found.accept(done.getNow());
            } else {
                failed.accept(DnsNameResolver.isTransportOrTimeoutError(done.cause())
                        || DnsNameResolver.isTransportOrTimeoutError(done.cause().getCause())
                                ? "no name server says where " + host + " is"
                                : "unknown host " + host);
            }
        });
    }

    void srv(String name, Consumer<List<Srv>> found) {
        records(new Question(name, DnsRecordType.SRV), Srv::read, found);
    }

    void naptr(String name, Consumer<List<Naptr>> found) {
        records(new Question(name, DnsRecordType.NAPTR), Naptr::read, found);
    }

    private <T> void records(Question question, Function<ByteBuf, T> reader,
            Consumer<List<T>> found) {
        var known = memory.get(question);
        if (known != null && known.untilNs() - clock.nanoTime() > 0) {
            // Whatever is under this type of question was read by the reader of this type.
            @SuppressWarnings("unchecked")
            var records = (List<T>) known.records();
            found.accept(records);
            return;
        }
        var asked = asked(question);
        if (asked.isEmpty()) {
            found.accept(List.of());
            return;
        }
        resolver.resolveAll(asked.get())
                .addListener((Future<List<DnsRecord>> done) -> {
                    List<DnsRecord> raw = done.isSuccess() ? done.getNow() : List.of();
                    long seconds = raw.stream()
                            .mapToLong(DnsRecord::timeToLive)
                            .min()
                            .orElse(NOTHING_SECONDS);
                    var records = read(raw, question.type(), reader);
                    remember(question, records, Math.min(seconds, LONGEST_SECONDS));
                    found.accept(records);
                });
    }

    /** Empty for what can be no name; another server's records may lead to such a one. */
    private static Optional<DnsQuestion> asked(Question question) {
        try {
            return Optional.of(new DefaultDnsQuestion(question.name() + ".", question.type()));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    private static <T> List<T> read(List<DnsRecord> raw, DnsRecordType type,
            Function<ByteBuf, T> reader) {
        var records = new ArrayList<T>();
        for (var record : raw) {
            try {
                if (record.type().equals(type) && record instanceof ByteBufHolder data) {
                    records.add(reader.apply(data.content()));
                }
            } catch (RuntimeException malformed) {
                // Like a record that is not there; the others may do.
            } finally {
                ReferenceCountUtil.release(record);
            }
        }
        return List.copyOf(records);
    }

    private void remember(Question question, List<?> records, long seconds) {
        if (memory.size() >= REMEMBERED) {
            memory.remove(memory.keySet().iterator().next());
        }
        memory.put(question,
                new Remembered(records, clock.nanoTime() + TimeUnit.SECONDS.toNanos(seconds)));
    }

    @Override
    public void close() {
        resolver.close();
    }
}
