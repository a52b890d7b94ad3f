using KnowledgeGraph.Api;
using KnowledgeGraph.Api.Access;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model.Access;
using Xunit;

namespace KnowledgeGraph.Tests.Architecture;

/// <summary>Nothing can be changed, and nothing listened to, without a decision in the schema of who may.</summary>
public class GuardedFieldsTests
{
    private static readonly Schema Schema = CommunityApi.ReadSchema();

    [Fact]
    public void Every_mutation_and_every_subscription_says_who_may_ask_for_it()
    {
        var open = Fields("Mutation").Concat(Fields("Subscription")).Where(field => RuleOf(field.Directives) is null);
        Assert.True(!open.Any(),
            $"{string.Join(", ", open)} lacks @auth: decide in the schema who may, as in schema/link.graphql.");
    }

    [Fact]
    public void Nobody_changes_anything_without_a_token() => Assert.All(
        Fields("Mutation"), field => Assert.NotEqual(Role.Anonymous, AccessRules.RoleOf(RuleOf(field.Directives)!)));

    [Fact]
    public void The_owner_of_a_rule_is_the_path_of_an_argument()
    {
        var paths =
            from type in Schema.Types.OfType<ObjectType>()
            from field in type.Fields
            where RuleOf(field.Directives) is not null
            let path = AccessRules.OwnerOf(RuleOf(field.Directives)!)
            where path is not null
            select (field, path);
        Assert.NotEmpty(paths);
        Assert.All(paths, one => Assert.True(Leads(one.field, one.path!), $"{one.field}: there is no {one.path}."));
    }

    private static bool Leads(FieldDefinition field, string path)
    {
        var names = path.Split('.');
        var at = field.Argument(names[0]);
        foreach (var name in names.Skip(1))
            at = (at?.Type.Named as InputObjectType)?.Fields.FirstOrDefault(input => input.Name == name);
        return at is not null;
    }

    private static IReadOnlyList<FieldDefinition> Fields(string type) => ((ObjectType)Schema.Type(type)!).Fields;

    private static AppliedDirective? RuleOf(IReadOnlyList<AppliedDirective> directives) =>
        directives.FirstOrDefault(directive => directive.Name == AccessRules.Directive);
}
