using KnowledgeGraph.GraphQL.Types.Diff;
using KnowledgeGraph.Tests.GraphQL.Validation;
using Xunit;

namespace KnowledgeGraph.Tests.GraphQL.Types.Diff;

public class SchemaDiffTests
{
    [Theory]
    [InlineData("", "scalar New", "Safe New: New was added.")]
    [InlineData("scalar Old", "", "Breaking Old: Old was removed.")]
    [InlineData("scalar T", "enum T { A }", "Breaking T: T changed from a Scalar type to an Enum type.")]
    [InlineData("interface T { a: Int }", "type T { a: Int }",
        "Breaking T: T changed from an Interface type to an Object type.")]
    [InlineData("input T { a: Int }", "union T = Query", "Breaking T: T changed from an Input type to a Union type.")]
    [InlineData("scalar T", """ "Says more." scalar T""", "Safe T: The description of T changed.")]
    [InlineData("""scalar T @specifiedBy(url: "https://a")""", "scalar T",
        "Dangerous T: T is specified by nothing, formerly by https://a.")]
    public void Types(string before, string after, string expected) => AssertChange(before, after, expected);

    [Theory]
    [InlineData("type T { a: Int b: Int }", "type T { a: Int }", "Breaking T.b: T.b was removed.")]
    [InlineData("type T { a: Int }", "type T { a: Int b: Int! }", "Safe T.b: T.b was added.")]
    [InlineData("type T { a: Int }", "type T { a: Float }", "Breaking T.a: T.a changed type from Int to Float.")]
    [InlineData("type T { a: Int }", "type T { a: Int! }", "Safe T.a: T.a changed type from Int to Int!.")]
    [InlineData("type T { a: Int! }", "type T { a: Int }", "Breaking T.a: T.a changed type from Int! to Int.")]
    [InlineData("type T { a: [Int] }", "type T { a: [Int!]! }", "Safe T.a: T.a changed type from [Int] to [Int!]!.")]
    [InlineData("type T { a: [Int!] }", "type T { a: [Int]! }",
        "Breaking T.a: T.a changed type from [Int!] to [Int]!.")]
    [InlineData("type T { a: Int }", "type T { a: [Int] }", "Breaking T.a: T.a changed type from Int to [Int].")]
    [InlineData("type T { a: Int }", """type T { a: Int @deprecated(reason: "Use b.") }""",
        "Safe T.a: T.a was deprecated: Use b.")]
    [InlineData("type T { a: Int @deprecated }", "type T { a: Int }", "Safe T.a: T.a is no longer deprecated.")]
    public void Fields(string before, string after, string expected) => AssertChange(before, after, expected);

    [Theory]
    [InlineData("type T { a(b: Int): Int }", "type T { a: Int }", "Breaking T.a(b:): T.a arg b was removed.")]
    [InlineData("type T { a: Int }", "type T { a(b: Int!): Int }",
        "Breaking T.a(b:): A required arg b on T.a was added.")]
    [InlineData("type T { a: Int }", "type T { a(b: Int! = 1): Int }",
        "Dangerous T.a(b:): An optional arg b on T.a was added.")]
    [InlineData("type T { a(b: Int): Int }", "type T { a(b: Int!): Int }",
        "Breaking T.a(b:): T.a arg b has changed type from Int to Int!.")]
    [InlineData("type T { a(b: Int!): Int }", "type T { a(b: Int): Int }",
        "Safe T.a(b:): T.a arg b has changed type from Int! to Int.")]
    [InlineData("type T { a(b: Int = 1): Int }", "type T { a(b: Int = 2): Int }",
        "Dangerous T.a(b:): T.a arg b has changed defaultValue from 1 to 2.")]
    [InlineData("type T { a(b: Int = 1): Int }", "type T { a(b: Int): Int }",
        "Dangerous T.a(b:): T.a arg b defaultValue was removed.")]
    [InlineData("type T { a(b: Int! = 1): Int }", "type T { a(b: Int!): Int }",
        "Breaking T.a(b:): T.a arg b defaultValue was removed.")]
    [InlineData("type T { a(b: Int): Int }", "type T { a(b: Int = 1): Int }",
        "Safe T.a(b:): T.a arg b has the defaultValue 1 now.")]
    public void Arguments(string before, string after, string expected) => AssertChange(before, after, expected);

    [Theory]
    [InlineData("type T { a(b: [Int] = 1): Int }", "type T { a(b: [Int] = [1]): Int }")]
    [InlineData("input I { a: Int b: Int = 2 } type T { a(b: I = { a: 1 }): Int }",
        "input I { b: Int = 2 a: Int } type T { a(b: I = { b: 2, a: 1 }): Int }")]
    [InlineData("type T { a: Int b: Int }", "type T { b: Int a: Int }")]
    [InlineData("enum E { A B } scalar S", "scalar S enum E { B A }")]
    public void What_only_looks_different_is_no_change(string before, string after) =>
        Assert.Empty(Changes(before, after));

    [Theory]
    [InlineData("interface A { a: Int } type T implements A { a: Int }", "interface A { a: Int } type T { a: Int }",
        "Breaking T: T no longer implements interface A.")]
    [InlineData("interface A { a: Int } type T { a: Int }", "interface A { a: Int } type T implements A { a: Int }",
        "Dangerous T: A added to interfaces implemented by T.")]
    [InlineData("type A { a: Int } type B { a: Int } union T = A | B",
        "type A { a: Int } type B { a: Int } union T = A",
        "Breaking T: B was removed from union type T.")]
    [InlineData("type A { a: Int } type B { a: Int } union T = A",
        "type A { a: Int } type B { a: Int } union T = A | B",
        "Dangerous T: B was added to union type T.")]
    [InlineData("enum T { A B }", "enum T { A }", "Breaking T.B: B was removed from enum type T.")]
    [InlineData("enum T { A }", "enum T { A B }", "Dangerous T.B: B was added to enum type T.")]
    [InlineData("enum T { A B }", "enum T { A B @deprecated }", "Safe T.B: T.B was deprecated: No longer supported")]
    public void Interfaces_unions_and_enums(string before, string after, string expected) =>
        AssertChange(before, after, expected);

    [Theory]
    [InlineData("input T { a: Int b: Int }", "input T { a: Int }", "Breaking T.b: T.b was removed.")]
    [InlineData("input T { a: Int }", "input T { a: Int b: Int! }",
        "Breaking T.b: A required field b on input type T was added.")]
    [InlineData("input T { a: Int }", "input T { a: Int b: Int }",
        "Dangerous T.b: An optional field b on input type T was added.")]
    [InlineData("input T { a: Int }", "input T { a: Int! }", "Breaking T.a: T.a changed type from Int to Int!.")]
    [InlineData("input T { a: Int! }", "input T { a: Int }", "Safe T.a: T.a changed type from Int! to Int.")]
    [InlineData("input T { a: Int = 1 }", "input T { a: Int = 2 }",
        "Dangerous T.a: T.a has changed defaultValue from 1 to 2.")]
    [InlineData("input T { a: Int }", "input T @oneOf { a: Int }", "Breaking T: T became a OneOf Input Object.")]
    [InlineData("input T @oneOf { a: Int }", "input T { a: Int }", "Dangerous T: T is no longer a OneOf Input Object.")]
    public void Input_objects(string before, string after, string expected) => AssertChange(before, after, expected);

    [Theory]
    [InlineData("directive @d on FIELD", "", "Breaking @d: d was removed.")]
    [InlineData("", "directive @d on FIELD", "Safe @d: d was added.")]
    [InlineData("directive @d on FIELD | QUERY", "directive @d on FIELD", "Breaking @d: QUERY was removed from d.")]
    [InlineData("directive @d on FIELD", "directive @d on FIELD | QUERY", "Safe @d: QUERY was added to d.")]
    [InlineData("directive @d repeatable on FIELD", "directive @d on FIELD",
        "Breaking @d: Repeatable flag was removed from d.")]
    [InlineData("directive @d(a: Int) on FIELD", "directive @d on FIELD", "Breaking @d(a:): a was removed from d.")]
    [InlineData("directive @d on FIELD", "directive @d(a: Int!) on FIELD",
        "Breaking @d(a:): A required arg a on directive d was added.")]
    [InlineData("directive @d(a: Int) on FIELD", "directive @d(a: String) on FIELD",
        "Breaking @d(a:): @d arg a has changed type from Int to String.")]
    public void Directives(string before, string after, string expected) => AssertChange(before, after, expected);

    [Theory]
    [InlineData("type Mutation { a: Int }", "schema { query: Query } type Mutation { a: Int }",
        "Breaking schema: The mutation root type Mutation was removed.")]
    [InlineData("schema { query: Query } type Mutation { a: Int }", "type Mutation { a: Int }",
        "Safe schema: The mutation root type Mutation was added.")]
    [InlineData("type Other { a: Int }", "schema { query: Other } type Other { a: Int }",
        "Breaking schema: The query root type changed from Query to Other.")]
    public void Root_types(string before, string after, string expected) => AssertChange(before, after, expected);

    [Fact]
    public void Breaking_changes_come_first()
    {
        var changes = SchemaDiff.Find(
            TestSchema.Of("enum E { A } type Query { a: E b: Int }"),
            TestSchema.Of("enum E { A B } type Query { a: E c: Int }"));
        Assert.Equal(
            [ChangeSeverity.Breaking, ChangeSeverity.Dangerous, ChangeSeverity.Safe],
            changes.Select(change => change.Severity));
    }

    private static void AssertChange(string before, string after, string expected) =>
        Assert.Equal([expected], Changes(before, after));

    private static IEnumerable<string> Changes(string before, string after)
    {
        const string query = "\ntype Query { root: Int }";
        return SchemaDiff.Find(TestSchema.Of(before + query), TestSchema.Of(after + query))
            .Select(change => $"{change.Severity} {change.Coordinate}: {change.Description}");
    }
}
