package io.antiphon.sip.dns;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;

/** A name server on loopback that knows what a test has told it. */
public final class Zone implements AutoCloseable {

    private final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1,
            NioIoHandler.newFactory());
    private final Channel socket;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Set<Integer> askers = new CopyOnWriteArraySet<>();

    private record Entry(String name, DnsRecordType type, int ttl, List<Byte> data) {}

    /** Knows nothing yet. */
    public Zone() {
        socket = new Bootstrap().group(group)
                .channel(NioDatagramChannel.class)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new DatagramDnsQueryDecoder(),
                                        new DatagramDnsResponseEncoder(), new Answering());
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly()
                .channel();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.localAddress();
    }

    /** An A or AAAA record. */
    public Zone host(String name, String address) {
        byte[] bytes = InetAddress.ofLiteral(address).getAddress();
        return add(name, bytes.length == 4 ? DnsRecordType.A : DnsRecordType.AAAA, 60,
                Unpooled.wrappedBuffer(bytes));
    }

    /** An SRV record: priority, weight, port. */
    public Zone srv(String name, int priority, int weight, int port, String target) {
        return srv(name, 60, priority, weight, port, target);
    }

    Zone srv(String name, int ttl, int priority, int weight, int port, String target) {
        return add(name, DnsRecordType.SRV, ttl, name(target, Unpooled.buffer()
                .writeShort(priority)
                .writeShort(weight)
                .writeShort(port)));
    }

    Zone naptr(String name, int order, int preference, String service, String replacement) {
        return add(name, DnsRecordType.NAPTR, 60, name(replacement, text("", text(service,
                text("s", Unpooled.buffer().writeShort(order).writeShort(preference))))));
    }

    private Zone add(String name, DnsRecordType type, int ttl, ByteBuf data) {
        var bytes = new ArrayList<Byte>();
        data.forEachByte(bytes::add);
        entries.add(new Entry(name, type, ttl, bytes));
        return this;
    }

    private static ByteBuf text(String text, ByteBuf into) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return into.writeByte(bytes.length).writeBytes(bytes);
    }

    private static ByteBuf name(String name, ByteBuf into) {
        for (var label : name.split("\\.", -1)) {
            if (!label.isEmpty()) {
                text(label, into);
            }
        }
        return into.writeByte(0);
    }

    /** How often something was asked, such as {@code SRV _sip._udp.pbx.example}. */
    long timesAsked(String question) {
        return asked.stream().filter(question::equals).count();
    }

    /** The ports that questions came from. */
    Set<Integer> askers() {
        return Set.copyOf(askers);
    }

    private final class Answering extends SimpleChannelInboundHandler<DatagramDnsQuery> {

        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
            DnsQuestion question = query.recordAt(DnsSection.QUESTION);
            String name = question.name().replaceAll("\\.$", "");
            askers.add(query.sender().getPort());
            asked.add(question.type().name() + " " + name);
            var response = new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
            response.setRecursionAvailable(true);
            response.addRecord(DnsSection.QUESTION, question);
            if (entries.stream().noneMatch(entry -> entry.name().equals(name))) {
                response.setCode(DnsResponseCode.NXDOMAIN);
            }
            for (var entry : entries) {
                if (entry.name().equals(name) && entry.type().equals(question.type())) {
                    var data = Unpooled.buffer();
                    entry.data().forEach(each -> data.writeByte(each));
                    response.addRecord(DnsSection.ANSWER, new DefaultDnsRawRecord(name + ".",
                            entry.type(), entry.ttl(), data));
                }
            }
            var _ = context.writeAndFlush(response);
        }
    }

    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
