using KnowledgeGraph.Api;
using KnowledgeGraph.Api.Inputs;
using KnowledgeGraph.Api.Relations;
using KnowledgeGraph.GraphQL.Types;
using KnowledgeGraph.Model;
using KnowledgeGraph.ReadModel;
using Xunit;

namespace KnowledgeGraph.Tests.Api;

/// <summary>The schema and the tables of the model say the same.</summary>
public sealed class SchemaTests
{
    private static readonly Schema Schema = CommunityApi.ReadSchema();

    public static TheoryData<string> Kinds => [.. NodeKinds.All.Select(kind => kind.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public void Every_public_property_of_a_kind_is_a_field_of_its_type_and_of_its_inputs(string name)
    {
        Assert.True(NodeKinds.TryGet(name, out var kind));
        var expected = kind.Properties.Where(property => !property.Private).Select(property => property.Name).ToArray();
        var type = Fielded(name);
        Assert.Equal([], expected.Where(property => type.Field(property) is null));
        Assert.Equal(expected.Append("id").Order(), NamesOf(Input($"Create{name}Input")));
        Assert.Equal([.. expected.Concat(["expected", "id"]).Order()], NamesOf(Input($"Update{name}Input")));
        Assert.Equal(expected.Order(), NamesOf(Input($"Expected{name}Input")));
        Assert.Equal([], expected.Except(Input($"{name}Filter").Fields.Select(field => field.Name)));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void No_private_property_is_in_the_schema(string name)
    {
        Assert.True(NodeKinds.TryGet(name, out var kind));
        foreach (var property in kind.Properties.Where(property => property.Private))
        {
            Assert.Null(Fielded(name).Field(property.Name));
            Assert.Null(Input($"Create{name}Input").Field(property.Name));
            Assert.Null(Input($"Update{name}Input").Field(property.Name));
            Assert.Null(Input($"{name}Filter").Field(property.Name));
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_type_of_a_field_follows_from_its_property(string name)
    {
        Assert.True(NodeKinds.TryGet(name, out var kind));
        foreach (var property in kind.Properties.Where(property => !property.Private))
        {
            var bang = property.Required || property.Type == PropertyType.TextList ? "!" : "";
            var type = OutputType(property, Fielded(name));
            Assert.Equal(type + bang, Fielded(name).Field(property.Name)!.Type.ToString());

            // What who may read a node is where nobody says is the service's affair.
            var isDecidedLater = property.Name == "access";
            var required = property.Required && !isDecidedLater ? "!" : "";
            var created = Input($"Create{name}Input").Field(property.Name)!;
            Assert.Equal(type + required, created.Type.ToString());
            Assert.Equal(property.Default.IsNull || isDecidedLater, created.DefaultValue is null);
            Assert.Equal(type, Input($"Update{name}Input").Field(property.Name)!.Type.ToString());
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public void The_defaults_of_create_inputs_are_those_of_the_table(string name)
    {
        Assert.True(NodeKinds.TryGet(name, out var kind));
        foreach (var property in kind.Properties.Where(it => !it.Default.IsNull && it.Name != "access"))
        {
            var literal = InputValue.FromLiteral(Input($"Create{name}Input").Field(property.Name)!.DefaultValue!);
            Assert.Equal(property.Default, PropertyInput.Convert(property, literal));
        }
    }

    [Fact]
    public void The_values_of_enums_are_those_of_the_tables_in_their_order()
    {
        foreach (var property in NodeKinds.All.SelectMany(kind => kind.Properties))
        {
            if (property.Type != PropertyType.Enumeration || property.Private) continue;
            var owner = NodeKinds.All.First(kind => kind.Properties.Contains(property));
            var type = Assert.IsType<EnumType>(Fielded(owner.Name).Field(property.Name)!.Type.Named);
            Assert.Equal(property.Values, type.Values.Select(value => value.Name));
        }
    }

    [Fact]
    public void The_types_of_links_and_interactions_are_those_of_the_table()
    {
        Assert.Equal(NamesOf(EdgeFamily.Link), ValuesOf("LinkType"));
        Assert.Equal(NamesOf(EdgeFamily.Interaction), ValuesOf("InteractionType"));
    }

    [Fact]
    public void Every_property_of_a_link_or_an_interaction_can_be_given_and_read()
    {
        var links = PropertiesOf(EdgeFamily.Link);
        Assert.Equal([], links.Where(property => Fielded("Link").Field(property) is null));
        Assert.Equal([], links.Where(property => Input("LinkInput").Field(property) is null));
        var interactions = PropertiesOf(EdgeFamily.Interaction);
        Assert.Equal([], interactions.Where(property => Fielded("Interaction").Field(property) is null));
        Assert.Equal([], interactions.Where(property => Input("InteractionInput").Field(property) is null));
    }

    [Fact]
    public void The_codes_of_user_errors_are_those_of_the_model()
    {
        var codes = typeof(ErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        Assert.Equal(codes.Order(), ValuesOf("UserErrorCode").Order());
    }

    [Fact]
    public void Every_relation_joins_kinds_that_its_links_can_join()
    {
        foreach (var relation in RelationTable.All)
        {
            var type = EdgeTypes.Of(relation.Relation.Type!.Value);
            var isOut = relation.Relation.Direction == EdgeDirection.Out;
            Assert.Contains(relation.Owner, isOut ? type.From : type.To);
            Assert.Contains(relation.Target, isOut ? type.To : type.From);
        }
    }

    [Fact]
    public void Every_link_can_be_followed()
    {
        var followed = RelationTable.All.Select(relation => relation.Relation.Type!.Value);
        var links = EdgeTypes.All.Where(type => type.Family == EdgeFamily.Link).Select(type => type.Type);
        Assert.Equal([], links.Except(followed));
    }

    [Fact]
    public void Only_authors_and_topics_of_a_document_are_plain_lists_of_nodes()
    {
        var lists =
            from type in Schema.Types.OfType<ObjectType>()
            where type.Interfaces.Count > 0
            from field in type.Fields
            where field.Type.Nullable is ListType && field.Type.IsComposite
            select $"{type.Name}.{field.Name}";
        Assert.Equal(["Document.authors", "Document.topics"], lists);
    }

    [Fact]
    public void A_connection_has_nodes_edges_page_information_and_a_count()
    {
        foreach (var type in Schema.Types.OfType<ObjectType>().Where(type => type.Name.EndsWith("Connection")))
        {
            Assert.Equal(
                ["nodes", "edges", "pageInfo", "totalCount"], type.Fields.Take(4).Select(field => field.Name));
            var edge = (ObjectType)type.Field("edges")!.Type.Named;
            Assert.Equal(["cursor", "node"], edge.Fields.Take(2).Select(field => field.Name));
            Assert.Equal(type.Field("nodes")!.Type.Named, edge.Field("node")!.Type.Named);
        }
    }

    [Fact]
    public void Every_connection_takes_the_four_arguments_of_paging()
    {
        var connections =
            from type in Schema.Types.OfType<ObjectType>()
            from field in type.Fields
            where field.Type.Named.Name.EndsWith("Connection")
            // Nobody begins with the worst recommendations.
            where field.Type.Named.Name != "RecommendationConnection"
            select field;
        var ofNodes = connections.ToLookup(IsOfNodesOrInteractions);
        Assert.All(ofNodes[true], field => Assert.Equal(
            ["first", "after", "last", "before"],
            field.Arguments.Select(argument => argument.Name).Where(name => name is not ("type" or "types")).Take(4)));
        // What is ranked for one request is walked from the top.
        Assert.All(ofNodes[false], field => Assert.Equal(
            ["first", "after"],
            field.Arguments.Select(argument => argument.Name).Where(name => name is "first" or "after")));

        static bool IsOfNodesOrInteractions(FieldDefinition field)
        {
            var node = ((ObjectType)field.Type.Named).Field("nodes")!.Type.Named.Name;
            return node is "Interaction" or "Comment" || NodeKinds.TryGet(node, out _);
        }
    }

    [Fact]
    public void Everything_is_described()
    {
        var own = Schema.Types.Where(type => !type.IsBuiltIn).ToArray();
        Assert.Equal([], own.Where(type => string.IsNullOrEmpty(type.Description)).Select(type => type.Name));
        var fields = own.OfType<FieldedType>().SelectMany(type => type.Fields).ToArray();
        Assert.Equal([], fields.Where(field => string.IsNullOrEmpty(field.Description)).Select(field => $"{field}"));
        var inputs = fields.SelectMany(field => field.Arguments)
            .Concat(own.OfType<InputObjectType>().SelectMany(type => type.Fields));
        Assert.Equal([], inputs.Where(input => string.IsNullOrEmpty(input.Description)).Select(input => input.Name));
        var values = own.OfType<EnumType>().SelectMany(type => type.Values);
        Assert.Equal([], values.Where(value => string.IsNullOrEmpty(value.Description)).Select(value => value.Name));
    }

    [Fact]
    public void Own_scalars_say_where_they_are_specified() =>
        Assert.All(
            Schema.Types.OfType<ScalarType>().Where(type => !type.IsBuiltIn),
            type => Assert.StartsWith("https://", type.SpecifiedByUrl));

    private static string OutputType(PropertyDefinition property, FieldedType owner) => property.Type switch
    {
        PropertyType.Text => property.IsUrl ? "URL" : "String",
        PropertyType.Integer => "Int",
        PropertyType.Number => "Float",
        PropertyType.Boolean => "Boolean",
        PropertyType.Instant => "DateTime",
        PropertyType.TextList => "[String!]",
        _ => owner.Field(property.Name)!.Type.Named.Name,
    };

    private static IEnumerable<string> NamesOf(EdgeFamily family) =>
        EdgeTypes.All.Where(type => type.Family == family).Select(type => type.Name);

    private static IEnumerable<string> PropertiesOf(EdgeFamily family) => EdgeTypes.All
        .Where(type => type.Family == family)
        .SelectMany(type => type.Properties)
        .Select(property => property.Name)
        .Distinct();

    private static IEnumerable<string> ValuesOf(string type) =>
        ((EnumType)Schema.Type(type)!).Values.Select(value => value.Name);

    private static FieldedType Fielded(string name) => Assert.IsAssignableFrom<FieldedType>(Schema.Type(name));

    private static IEnumerable<string> NamesOf(InputObjectType type) => type.Fields.Select(field => field.Name).Order();

    private static InputObjectType Input(string name) => Assert.IsType<InputObjectType>(Schema.Type(name));
}
