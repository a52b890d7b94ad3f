namespace KnowledgeGraph.Tests.GraphQL.Types;

/// <summary>The variables of an operation as JSON, and what they are after coercion or what is wrong.</summary>
/// <param name="Definitions">As they stand between the parentheses of an operation.</param>
/// <param name="Variables">A JSON object.</param>
/// <param name="Expected">The coerced values as JSON, or one error a line.</param>
/// <param name="Differs">Why graphql-js says something else; null where it says the same.</param>
internal sealed record CoercionCase(string Definitions, string Variables, string Expected, string? Differs = null)
{
    public const string Schema = """
        type Query { a(n: N, o: O, e: E, s: S, i: ID): Int }
        input N { int: Int! list: [Int!] = [1] text: String = "d" nested: N e: E = RED }
        input O @oneOf { a: Int b: String }
        enum E { RED GREEN BLUE }
        scalar S scalar Long scalar DateTime scalar URL scalar JSON
        input F { f: Float }
        """;

    public static IReadOnlyList<CoercionCase> All { get; } =
    [
        new("$a: Int", """{}""", """{}"""),
        new("$a: Int", """{"a":null}""", """{"a":null}"""),
        new("$a: Int = 3", """{}""", """{"a":3}"""),
        new("$a: Int = 3", """{"a":null}""", """{"a":null}"""),
        new("$a: Int! = 3", """{}""", """{"a":3}"""),
        new("$a: Int! = 3", """{"a":null}""", "1:8 Variable \"$a\" of non-null type \"Int!\" must not be null."),
        new("$a: Int!", """{}""", "1:8 Variable \"$a\" of required type \"Int!\" was not provided."),
        new("$a: Int!, $b: Int!", """{"c":1}""", """
            1:8 Variable "$a" of required type "Int!" was not provided.
            1:18 Variable "$b" of required type "Int!" was not provided.
            """),
        new("$a: Query", """{"a":1}""",
            "1:12 Variable \"$a\" expected value of type \"Query\" which cannot be used as an input type."),
        new("$a: [Nope!]", """{"a":1}""",
            "1:12 Variable \"$a\" expected value of type \"[Nope!]\" which cannot be used as an input type."),

        new("$a: Int", """{"a":2147483647}""", """{"a":2147483647}"""),
        new("$a: Int", """{"a":1.0}""", """{"a":1}"""),
        new("$a: Int", """{"a":1e3}""", """{"a":1000}"""),
        new("$a: Int", """{"a":2147483648}""",
            "1:8 Variable \"$a\" got invalid value 2147483648; "
            + "Int cannot represent non 32-bit signed integer value: 2147483648"),
        new("$a: Int", """{"a":1e100}""",
            "1:8 Variable \"$a\" got invalid value 1e+100; "
            + "Int cannot represent non 32-bit signed integer value: 1e+100"),
        new("$a: Int", """{"a":1.5}""",
            "1:8 Variable \"$a\" got invalid value 1.5; Int cannot represent non-integer value: 1.5"),
        new("$a: Int", """{"a":"1"}""",
            "1:8 Variable \"$a\" got invalid value \"1\"; Int cannot represent non-integer value: \"1\""),
        new("$a: Int", """{"a":true}""",
            "1:8 Variable \"$a\" got invalid value true; Int cannot represent non-integer value: true"),
        new("$a: Float", """{"a":1}""", """{"a":1}"""),
        new("$a: Float", """{"a":0.1}""", """{"a":0.1}"""),
        new("$a: Float", """{"a":123456789012345678901234567890}""", """{"a":1.2345678901234568e+29}"""),
        new("$a: Float", """{"a":"x \" \n é"}""",
            "1:8 Variable \"$a\" got invalid value \"x \\\" \\n é\"; "
            + "Float cannot represent non numeric value: \"x \\\" \\n é\""),
        new("$a: String", """{"a":"中文😀"}""", """{"a":"中文😀"}"""),
        new("$a: String", """{"a":1}""",
            "1:8 Variable \"$a\" got invalid value 1; String cannot represent a non string value: 1"),
        new("$a: Boolean", """{"a":0}""",
            "1:8 Variable \"$a\" got invalid value 0; Boolean cannot represent a non boolean value: 0"),
        new("$a: ID", """{"a":"x"}""", """{"a":"x"}"""),
        new("$a: ID", """{"a":12}""", """{"a":"12"}"""),
        new("$a: ID", """{"a":1.5}""", "1:8 Variable \"$a\" got invalid value 1.5; ID cannot represent value: 1.5"),
        new("$a: E", """{"a":"RED"}""", """{"a":"RED"}"""),
        new("$a: E", """{"a":"REDD"}""",
            "1:8 Variable \"$a\" got invalid value \"REDD\"; "
            + "Value \"REDD\" does not exist in \"E\" enum. Did you mean the enum value \"RED\"?"),
        new("$a: E", """{"a":1}""",
            "1:8 Variable \"$a\" got invalid value 1; Enum \"E\" cannot represent non-string value: 1."),

        new("$a: [Int]", """{"a":[1,null]}""", """{"a":[1,null]}"""),
        new("$a: [Int]", """{"a":1}""", """{"a":[1]}"""),
        new("$a: [[Int]]", """{"a":1}""", """{"a":[[1]]}"""),
        new("$a: [[Int]]", """{"a":[1,[2]]}""", """{"a":[[1],[2]]}"""),
        new("$a: [Int!]", """{"a":[1,null,"x"]}""", """
            1:8 Variable "$a" got invalid value null at "a[1]"; Expected non-nullable type "Int!" not to be null.
            1:8 Variable "$a" got invalid value "x" at "a[2]"; Int cannot represent non-integer value: "x"
            """),
        new("$a: [Int]", """{"a":{}}""",
            "1:8 Variable \"$a\" got invalid value {}; Int cannot represent non-integer value: {}"),

        new("$a: N", """{"a":{"int":1}}""", """{"a":{"int":1,"list":[1],"text":"d","e":"RED"}}"""),
        new("$a: N", """{"a":{"int":1,"list":null,"text":null,"e":"BLUE","nested":null}}""",
            """{"a":{"int":1,"list":null,"text":null,"nested":null,"e":"BLUE"}}"""),
        new("$a: N", """{"a":{"nested":{"int":"x","lis":1}}}""",
            "1:8 Variable \"$a\" got invalid value { nested: { int: \"x\", lis: 1 } }; "
            + "Field \"int\" of required type \"Int!\" was not provided.\n"
            + "1:8 Variable \"$a\" got invalid value \"x\" at \"a.nested.int\"; "
            + "Int cannot represent non-integer value: \"x\"\n"
            + "1:8 Variable \"$a\" got invalid value { int: \"x\", lis: 1 } at \"a.nested\"; "
            + "Field \"lis\" is not defined by type \"N\". Did you mean \"list\"?"),
        new("$a: N", """{"a":[1]}""",
            "1:8 Variable \"$a\" got invalid value [1]; Expected type \"N\" to be an object."),
        new("$a: N", """{"a":[[[[1]]],1,2,3,4,5,6,7,8,9,10,11]}""",
            "1:8 Variable \"$a\" got invalid value [[[Array]], 1, 2, 3, 4, 5, 6, 7, 8, 9, ... 2 more items]; "
            + "Expected type \"N\" to be an object."),
        new("$a: O", """{"a":{"a":1}}""", """{"a":{"a":1}}"""),
        new("$a: O", """{"a":{}}""",
            "1:8 Variable \"$a\" got invalid value {}; Exactly one key must be specified for OneOf type \"O\"."),
        new("$a: O", """{"a":{"a":1,"b":"x"}}""",
            "1:8 Variable \"$a\" got invalid value { a: 1, b: \"x\" }; "
            + "Exactly one key must be specified for OneOf type \"O\"."),
        new("$a: O", """{"a":{"a":null}}""",
            "1:8 Variable \"$a\" got invalid value null at \"a.a\"; Field \"a\" must be non-null."),
        new("$a: S", """{"a":{"x":[1,"y",null]}}""", """{"a":{"x":[1,"y",null]}}"""),
        new("$a: F = { f: 1 }", """{}""", """{"a":{"f":1}}"""),
        new("$a: [E!]! = [RED]", """{}""", """{"a":["RED"]}"""),

        new("$a: Long", """{"a":"9223372036854775807"}""", """{"a":9223372036854775807}""", Custom),
        new("$a: Long", """{"a":-5}""", """{"a":-5}"""),
        new("$a: Long", """{"a":9223372036854775808}""",
            "1:8 Variable \"$a\" got invalid value 9223372036854776000; "
            + "Long cannot represent non 64-bit signed integer value: 9223372036854776000",
            Custom),
        new("$a: DateTime", """{"a":"2026-01-31T09:00:00.120+02:00"}""", """{"a":"2026-01-31T07:00:00.12Z"}""", Custom),
        new("$a: DateTime", """{"a":"2026-02-30T09:00:00Z"}""",
            "1:8 Variable \"$a\" got invalid value \"2026-02-30T09:00:00Z\"; DateTime cannot represent a value that is "
            + "not an RFC 3339 date and time with an offset: \"2026-02-30T09:00:00Z\"",
            Custom),
        new("$a: URL", """{"a":"https://example.com/中"}""", """{"a":"https://example.com/中"}"""),
        new("$a: URL", """{"a":"/relative"}""",
            "1:8 Variable \"$a\" got invalid value \"/relative\"; "
            + "URL cannot represent a value that is not an absolute URL: \"/relative\"",
            Custom),
    ];

    private const string Custom = "graphql-js knows no custom scalars of its own";
}
