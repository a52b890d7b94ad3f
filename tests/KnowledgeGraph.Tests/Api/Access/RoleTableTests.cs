using System.Text;
using KnowledgeGraph.Api;
using KnowledgeGraph.Api.Access;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Api.Access;

/// <summary>
/// Every field and every input field with a rule, made from the schema, asked for by every role: refused below the role
/// that the rule names, and past the guard from it on.
/// </summary>
public sealed class RoleTableTests(RoleTableTests.Fixture fixture) : IClassFixture<RoleTableTests.Fixture>
{
    private static readonly Schema Schema = CommunityApi.ReadSchema();

    public static TheoryData<string, Role> Fields
    {
        get
        {
            var table = new TheoryData<string, Role>();
            foreach (var one in Guarded())
            {
                foreach (var role in Enum.GetValues<Role>()) table.Add(one.ToString()!, role);
            }

            return table;
        }
    }

    public static TheoryData<string, string, Role> Inputs
    {
        get
        {
            var table = new TheoryData<string, string, Role>();
            foreach (var (owner, input) in GuardedInputs())
            {
                foreach (var role in Enum.GetValues<Role>()) table.Add(owner.ToString()!, input.Name, role);
            }

            return table;
        }
    }

    [Theory, MemberData(nameof(Fields))]
    public async Task A_field_with_a_rule_is_refused_below_its_role(string coordinate, Role role)
    {
        var field = Guarded().Single(one => one.ToString() == coordinate);
        if (field.Owner.Name == "Subscription") return;
        var required = AccessRules.RoleOf(RuleOf(field.Directives)!);
        var code = await CodeAsync(Operation(field, null), role);
        Assert.Equal(role >= required ? null : Refusal(role), code);
    }

    [Theory, MemberData(nameof(Inputs))]
    public async Task An_input_field_with_a_rule_is_refused_below_its_role(string coordinate, string name, Role role)
    {
        var (field, input) = GuardedInputs()
            .Single(one => one.Field.ToString() == coordinate && one.Input.Name == name);
        var outer = RuleOf(field.Directives) is { } rule ? AccessRules.RoleOf(rule) : Role.Anonymous;
        var inner = AccessRules.RoleOf(RuleOf(input.Directives)!);
        var required = outer > inner ? outer : inner;
        var code = await CodeAsync(Operation(field, input), role);
        Assert.Equal(role >= required ? null : Refusal(role), code);
    }

    private static string Refusal(Role role) => role == Role.Anonymous ? "UNAUTHENTICATED" : "FORBIDDEN";

    // The code of a guard's refusal; null where the guard let it pass, whatever else came of it.
    private async Task<string?> CodeAsync(string operation, Role role)
    {
        var viewer = new Viewer(role == Role.Anonymous ? null : "member:nobody", role, []);
        var answer = await fixture.Community.AskAsync(operation, null, viewer);
        var code = (string?)answer["errors"]?[0]?["extensions"]?["code"];
        return code is "UNAUTHENTICATED" or "FORBIDDEN" ? code : null;
    }

    private static IEnumerable<FieldDefinition> Guarded() => Schema.Types.OfType<ObjectType>()
        .SelectMany(type => type.Fields).Where(field => RuleOf(field.Directives) is not null);

    private static IEnumerable<(FieldDefinition Field, InputValueDefinition Input)> GuardedInputs() =>
        from field in ((ObjectType)Schema.Type("Mutation")!).Fields
        from argument in field.Arguments
        let type = argument.Type.Named as InputObjectType
        where type is not null
        from input in type.Fields
        where RuleOf(input.Directives) is not null
        select (field, input);

    // Nothing that it names is there: what passes the guard changes nothing.
    private static string Operation(FieldDefinition field, InputValueDefinition? input)
    {
        var arguments = field.Arguments.Where(argument => argument.IsRequired || HasInput(argument, input))
            .Select(argument => $"{argument.Name}: {Value(argument.Type, input)}");
        var text = string.Join(", ", arguments);
        if (text.Length > 0) text = $"({text})";
        var selection = field.Type.IsLeaf ? "" : " { __typename }";
        return $"{field.Owner.Name.ToLowerInvariant()} {{ {field.Name}{text}{selection} }}";
    }

    private static bool HasInput(InputValueDefinition argument, InputValueDefinition? input) =>
        input is not null && argument.Type.Named is InputObjectType type && type.Fields.Contains(input);

    private static string Value(SchemaType type, InputValueDefinition? also)
    {
        if (type.Nullable is ListType list) return $"[{Value(list.Of, also)}]";
        switch (type.Named)
        {
            case InputObjectType fields:
                var text = new StringBuilder("{");
                foreach (var field in fields.Fields.Where(field => field.IsRequired || field == also))
                    text.Append($"{field.Name}: {(field == also ? Other(field) : Value(field.Type, also))} ");
                return text.Append('}').ToString();
            case EnumType values: return values.Values[^1].Name;
            default:
                return type.Named.Name switch
                {
                    "Int" => "7",
                    "Float" => "0.5",
                    "Boolean" => "true",
                    "DateTime" => "\"2024-01-01T00:00:00Z\"",
                    "URL" => "\"https://example.org\"",
                    "ID" => "\"topic:nowhere\"",
                    _ => "\"text\"",
                };
        }
    }

    // Another value than the default.
    private static string Other(InputValueDefinition field) => Value(field.Type, null);

    private static AppliedDirective? RuleOf(IReadOnlyList<AppliedDirective> directives) =>
        directives.FirstOrDefault(directive => directive.Name == AccessRules.Directive);

    public sealed class Fixture() : CommunityFixture("topic:here");
}
