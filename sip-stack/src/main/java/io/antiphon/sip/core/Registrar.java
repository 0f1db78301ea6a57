package io.antiphon.sip.core;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ims.Path;
import gov.nist.javax.sip.message.SIPRequest;
import io.antiphon.sip.IpLiteral;
import io.antiphon.sip.account.Credentials;
import io.antiphon.sip.core.Answers.Extra;
import io.antiphon.sip.core.Answers.Final;
import io.antiphon.sip.trunk.Binding;
import io.antiphon.sip.trunk.Bindings;
import io.antiphon.sip.trunk.Bindings.Wish;
import io.antiphon.sip.trunk.Bindings.Wishes;
import io.antiphon.sip.trunk.Trunk;
import io.antiphon.sip.trunk.TrunkStatus;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import javax.sip.header.ExpiresHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the REGISTER requests of trunks that have proved who they are (RFC 3261, section 10.3). Sip thread. */
final class Registrar {

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);
    private static final DateTimeFormatter SIP_DATE = DateTimeFormatter
            .ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final Core core;
    private final Bindings bindings;
    private volatile List<TrunkStatus> published = List.of();

    Registrar(Core core) {
        this.core = core;
        this.bindings = new Bindings(core.timers, this::isSame, this::expired);
        publish();
    }

    /** Any thread: how the trunks stand, in the order of the configuration. */
    List<TrunkStatus> status() {
        return published;
    }

    /** Where a trunk can be reached, the preferred place first. */
    List<Binding> places(String trunk) {
        return bindings.of(trunk);
    }

    /** The answer to a REGISTER, after what it asks for was done or left. */
    Final answer(SIPRequest request, Trunk trunk) {
        if (!isOf(trunk, request)) {
            return new Final(403, "Forbidden");
        }
        var contacts = contacts(request);
        boolean all = contacts.stream().anyMatch(Contact::isWildCard);
        long header = request.getHeader(ExpiresHeader.NAME) instanceof ExpiresHeader expires
                ? expires.getExpires()
                : -1;
        if (all && (contacts.size() > 1 || header != 0)) {
            return new Final(400, "Contact * goes with Expires 0 and nothing else");
        }
        if (!all && contacts.stream()
                .anyMatch(contact -> !(contact.getAddress().getURI() instanceof SipURI))) {
            return new Final(400, "Contact is no SIP URI");
        }
        String callId = request.getCallId().getCallId();
        long cseq = request.getCSeq().getSeqNumber();
        int before = places(trunk.name()).size();
        var outcome = all
                ? bindings.removeAll(trunk.name(), callId, cseq)
                : bindings.update(trunk.name(), new Wishes(callId, cseq, path(request),
                        arrival(request, contacts),
                        contacts.stream().map(contact -> wish(contact, header)).toList()));
        tell(trunk.name(), before, request);
        return switch (outcome) {
            case TAKEN -> taken(trunk, request);
            case TOO_BRIEF -> new Final(423, "Interval Too Brief",
                    List.of(new Extra("Min-Expires", Long.toString(Bindings.LEAST_SECONDS))));
            case OUT_OF_ORDER -> new Final(500, "Older than the last REGISTER");
            case TOO_MANY -> new Final(403, "Too many contacts");
        };
    }

    /** Whether the address of record is the trunk's own; whose host it has does not matter here. */
    private static boolean isOf(Trunk trunk, SIPRequest request) {
        return request.getTo().getAddress().getURI() instanceof SipURI record
                && trunk.credentials()
                        .map(Credentials::user)
                        .filter(user -> user.equals(record.getUser()))
                        .isPresent();
    }

    private static List<Contact> contacts(SIPRequest request) {
        var contacts = new ArrayList<Contact>();
        Iterator<?> headers = request.getHeaders("Contact");
        while (headers.hasNext()) {
            if (headers.next() instanceof Contact contact) {
                contacts.add(contact);
            }
        }
        return contacts;
    }

    private static Wish wish(Contact contact, long headerSeconds) {
        var parameters = new StringBuilder();
        Iterator<?> names = contact.getParameterNames();
        while (names.hasNext()) {
            String name = String.valueOf(names.next());
            if (!name.equalsIgnoreCase("expires")) {
                String value = contact.getParameters().getNameValue(name).encode();
                parameters.append(';').append(value);
            }
        }
        // Without one, or with one that is no number, it is an hour (RFC 3261, section 10.3).
        long seconds = contact.getExpires() >= 0
                ? contact.getExpires()
                : headerSeconds >= 0 ? headerSeconds : Bindings.MOST_SECONDS;
        float q = contact.getQValue();
        return new Wish(contact.getAddress().getURI().toString(), parameters.toString(),
                q < 0 || q > 1 ? 1 : q, seconds);
    }

    private static List<String> path(SIPRequest request) {
        var path = new ArrayList<String>();
        Iterator<?> headers = request.getHeaders("Path");
        while (headers.hasNext()) {
            if (headers.next() instanceof Path hop) {
                path.add(hop.getHeaderValue());
            }
        }
        return path;
    }

    private static Binding.Arrival arrival(SIPRequest request, List<Contact> contacts) {
        var source = new InetSocketAddress(request.getPeerPacketSourceAddress(),
                request.getPeerPacketSourcePort());
        var via = request.getTopmostVia();
        boolean lost = isElsewhere(via.getHost(), source.getAddress())
                || contacts.stream()
                        .anyMatch(contact -> !contact.isWildCard()
                                && contact.getAddress().getURI() instanceof SipURI uri
                                && isPrivate(uri.getHost())
                                && isElsewhere(uri.getHost(), source.getAddress()));
        return new Binding.Arrival(source, via.getTransport().toLowerCase(Locale.ROOT), lost);
    }

    private static boolean isElsewhere(String host, InetAddress source) {
        return IpLiteral.parse(host).filter(address -> !address.equals(source)).isPresent();
    }

    private static boolean isPrivate(String host) {
        return IpLiteral.parse(host)
                .filter(address -> address.isSiteLocalAddress() || address.isLinkLocalAddress()
                        || address.isLoopbackAddress())
                .isPresent();
    }

    private Final taken(Trunk trunk, SIPRequest request) {
        var extras = new ArrayList<Extra>();
        long nowNs = core.timers.nanoTime();
        for (var place : places(trunk.name())) {
            extras.add(new Extra("Contact", "<" + place.contact() + ">" + place.parameters()
                    + ";expires=" + place.secondsLeft(nowNs)));
        }
        for (String hop : path(request)) {
            extras.add(new Extra("Path", hop));
        }
        extras.add(new Extra("Supported", "path"));
        extras.add(new Extra("Date", SIP_DATE.format(core.runtime.wall().instant())));
        return new Final(200, "OK", extras);
    }

    private boolean isSame(String one, String other) {
        try {
            URI first = core.messages.uri(one);
            return first.equals(core.messages.uri(other));
        } catch (ParseException cannotHappenToWhatWasParsed) {
            return one.equals(other);
        }
    }

    private void expired(String trunk) {
        LOG.warn("trunk: name={} has let a registration expire, places={}", trunk,
                places(trunk).size());
        publish();
    }

    private void tell(String trunk, int before, SIPRequest request) {
        int now = places(trunk).size();
        if (now != before) {
            LOG.info("trunk: name={} {} source={} places={}", trunk,
                    now > before ? "registers" : "un-registers",
                    request.getPeerPacketSourceAddress().getHostAddress(), now);
        }
        publish();
    }

    private void publish() {
        published = core.config.admission()
                .trunks()
                .stream()
                .map(trunk -> new TrunkStatus(trunk.name(), bindings.of(trunk.name())))
                .toList();
    }
}
