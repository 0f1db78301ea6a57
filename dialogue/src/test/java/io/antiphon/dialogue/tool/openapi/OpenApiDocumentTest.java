package io.antiphon.dialogue.tool.openapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.antiphon.dialogue.tool.spec.Auth;
import io.antiphon.dialogue.tool.spec.Body;
import io.antiphon.dialogue.tool.spec.Parameter;
import io.antiphon.dialogue.tool.spec.Source;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenApiDocumentTest {

    private static final String SHOP = """
            openapi: 3.0.3
            info: {title: Shop, version: "1"}
            servers:
              - url: https://{region}.shop.example/v2/
                variables: {region: {default: eu}}
            paths:
              /orders/{id}:
                parameters:
                  - {name: id, in: path, required: true, schema: {type: integer, minimum: 0, exclusiveMinimum: true}}
                get:
                  operationId: findOrder
                  summary: Finds an order.
                  parameters:
                    - {name: fields, in: query, schema: {type: array, items: {type: string}}}
                    - {name: X-Locale, in: header, schema: {type: string, nullable: true}, description: Language}
                    - {name: session, in: cookie, schema: {type: string}}
                put:
                  operationId: changeOrder
                  requestBody:
                    required: true
                    content:
                      application/json:
                        schema: {$ref: "#/components/schemas/Order"}
                patch:
                  operationId: clash
                  requestBody:
                    content:
                      application/json:
                        schema: {type: object, properties: {id: {type: string}}}
              /tree:
                post: {operationId: tree, requestBody: {$ref: "#/components/requestBodies/Tree"}}
              /gone:
                post: {operationId: gone, requestBody: {$ref: "#/components/requestBodies/Gone"}}
              /picture:
                post: {operationId: picture, requestBody: {content: {image/png: {}}}}
            components:
              requestBodies:
                Tree: {content: {application/json: {schema: {$ref: "#/components/schemas/Tree"}}}}
              schemas:
                Tree: {type: object, properties: {child: {$ref: "#/components/schemas/Tree"}}}
                Order:
                  type: object
                  required: [name, number]
                  properties:
                    number: {type: string, readOnly: true}
                    name: {type: string, example: Anna}
                    lines: {type: array, items: {$ref: "#/components/schemas/Line"}}
                Line: {type: object, properties: {sku: {type: string}}}
            """;

    @Test
    void operationBecomesARequest() {
        var found = found("findOrder");
        assertEquals(new Source.Http("GET", "https://eu.shop.example/v2/orders/{id}",
                Map.of("fields", "{fields}"), Map.of("X-Locale", "{X-Locale}"), new Body.None(),
                new Auth.None(), Optional.empty()), found.request());
        assertEquals("Finds an order.", found.description());
        assertEquals(List.of(new Parameter("id", "integer", true, ""),
                new Parameter("fields", "array", false, "")),
                found.input().parameters().subList(0, 2));
    }

    @Test
    void schemasOfVersionThreeZeroAreMadeModern() {
        var properties = found("findOrder").input().json().path("properties");
        assertEquals("{\"type\":\"integer\",\"exclusiveMinimum\":0}",
                properties.path("id").toString());
        assertEquals("[\"string\",\"null\"]", properties.at("/X-Locale/type").toString());
    }

    @Test
    void membersOfTheBodyAreArguments() {
        var found = found("changeOrder");
        assertEquals(new Body.Arguments(), found.request().body());
        assertEquals(List.of("id", "name", "lines"),
                found.input().parameters().stream().map(Parameter::name).toList());
        assertEquals("[\"id\",\"name\"]", found.input().json().path("required").toString());
        assertEquals("string",
                found.input().json().at("/properties/lines/items/properties/sku/type").asText());
    }

    @Test
    void bodyThatClashesIsOneArgument() {
        var found = found("clash");
        assertEquals(new Body.Argument("body"), found.request().body());
        assertEquals(List.of("id", "body"),
                found.input().parameters().stream().map(Parameter::name).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            noSuch  | the document has no operation "noSuch"
            tree    | contains itself
            gone    | refers to #/components/requestBodies/Gone
            picture | a body that is not JSON
            """)
    void operationThatCannotBeUsedSaysWhy(String operation, String why) {
        var unusable = assertInstanceOf(Operation.Unusable.class, operation(operation));
        assertTrue(unusable.why().contains(why), unusable::why);
    }

    @Test
    void serverOfTheTemplateCountsMore() {
        var source = new Source.OpenApi("shop.yaml", "findOrder", Optional.of("http://test:1"),
                new Auth.None(), Optional.empty());
        var found = assertInstanceOf(Operation.Found.class,
                OpenApiDocument.parse(SHOP).orElseThrow().operation(source, ""));
        assertEquals("http://test:1/orders/{id}", found.request().address());
    }

    @Test
    void serverIsRelativeToTheDocument() {
        var document = OpenApiDocument
                .parse("""
                        {"openapi": "3.1.0", "servers": [{"url": "/api"}],
                         "paths": {"/x": {"get": {"operationId": "findOrder"}}}}""")
                .orElseThrow();
        var found = assertInstanceOf(Operation.Found.class,
                document.operation(source("findOrder"), "http://h:8/docs/openapi.json"));
        assertEquals("http://h:8/api/x", found.request().address());
        assertInstanceOf(Operation.Unusable.class, document.operation(source("findOrder"), ""));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            swagger: "2.0"
            just a text
            [1, 2
            """)
    void otherTextIsNoDocument(String text) {
        assertTrue(OpenApiDocument.parse(text).isEmpty());
    }

    private static Operation.Found found(String operation) {
        return assertInstanceOf(Operation.Found.class, operation(operation));
    }

    private static Operation operation(String operation) {
        return OpenApiDocument.parse(SHOP).orElseThrow().operation(source(operation), "");
    }

    private static Source.OpenApi source(String operation) {
        return new Source.OpenApi("shop.yaml", operation, Optional.empty(), new Auth.None(),
                Optional.empty());
    }
}
