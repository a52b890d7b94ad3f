namespace KnowledgeGraph.GraphQL.Types.Diff;

/// <summary>Compares two schemas.</summary>
public static class SchemaDiff
{
    /// <summary>
    /// All differences that clients can see, the breaking ones first, then in the order of the schemas. Empty where
    /// there are none but the order of definitions.
    /// </summary>
    public static IReadOnlyList<SchemaChange> Find(Schema before, Schema after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var changes = new ChangeList();
        AddRootTypes(before, after, changes);
        AddTypes(before, after, changes);
        DirectiveDiff.Add(before, after, changes);
        return changes.InOrder();
    }

    private static void AddRootTypes(Schema before, Schema after, ChangeList changes)
    {
        Add("query", before.QueryType, after.QueryType);
        Add("mutation", before.MutationType, after.MutationType);
        Add("subscription", before.SubscriptionType, after.SubscriptionType);
        changes.AddDescription("schema", before.Description, after.Description);

        void Add(string operation, ObjectType? old, ObjectType? @new)
        {
            if (old?.Name == @new?.Name) return;
            if (old is null) changes.Safe("schema", $"The {operation} root type {@new} was added.");
            else if (@new is null) changes.Breaking("schema", $"The {operation} root type {old} was removed.");
            else changes.Breaking("schema", $"The {operation} root type changed from {old} to {@new}.");
        }
    }

    private static void AddTypes(Schema before, Schema after, ChangeList changes)
    {
        var types = Matched.ByName(Own(before), Own(after), type => type.Name);
        foreach (var old in types.Removed) changes.Breaking(old.Name, $"{old} was removed.");
        foreach (var added in types.Added) changes.Safe(added.Name, $"{added} was added.");
        foreach (var (old, @new) in types.Both)
        {
            changes.AddDescription(@new.Name, old.Description, @new.Description);
            switch (old, @new)
            {
                case (EnumType one, EnumType other): EnumDiff.Add(one, other, changes); break;
                case (UnionType one, UnionType other): UnionDiff.Add(one, other, changes); break;
                case (InputObjectType one, InputObjectType other): InputObjectDiff.Add(one, other, changes); break;
                case (ObjectType one, ObjectType other): FieldedTypeDiff.Add(one, other, changes); break;
                case (InterfaceType one, InterfaceType other): FieldedTypeDiff.Add(one, other, changes); break;
                case (ScalarType one, ScalarType other): AddScalar(one, other, changes); break;
                default:
                    changes.Breaking(@new.Name, $"{old} changed from {KindOf(old)} to {KindOf(@new)}.");
                    break;
            }
        }
    }

    private static void AddScalar(ScalarType old, ScalarType @new, ChangeList changes)
    {
        if (old.SpecifiedByUrl == @new.SpecifiedByUrl) return;
        var (was, @is) = (old.SpecifiedByUrl ?? "nothing", @new.SpecifiedByUrl ?? "nothing");
        changes.Dangerous(@new.Name, $"{@new} is specified by {@is}, formerly by {was}.");
    }

    private static IEnumerable<NamedType> Own(Schema schema) => schema.Types.Where(type => !type.IsBuiltIn);

    private static string KindOf(NamedType type) => type switch
    {
        ScalarType => "a Scalar type",
        ObjectType => "an Object type",
        InterfaceType => "an Interface type",
        UnionType => "a Union type",
        EnumType => "an Enum type",
        _ => "an Input type",
    };
}
