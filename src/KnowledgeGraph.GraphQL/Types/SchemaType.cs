using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// A type of the schema: a named type, or a list or non-null type around another. Types refer to each other in circles,
/// so <see cref="SchemaBuilder"/> makes them, fills them in and freezes them; after that they never change and may be
/// shared between threads. Compared by reference; wrappers are made once per wrapped type.
/// </summary>
public abstract class SchemaType
{
    private ListType? _list;
    private NonNullType? _nonNull;

    private protected SchemaType()
    {
    }

    /// <summary>The named type within all wrappers.</summary>
    public abstract NamedType Named { get; }

    /// <summary>`[T]` of this type T.</summary>
    public ListType List => _list ?? MakeOnce(ref _list, new ListType(this));

    /// <summary>`T!` of this type T, which must not be one already.</summary>
    public NonNullType NonNull => _nonNull ?? MakeOnce(ref _nonNull, new NonNullType(this));

    /// <summary>The type without its outer `!`, if it has one.</summary>
    public SchemaType Nullable => this is NonNullType nonNull ? nonNull.Of : this;

    public bool IsNonNull => this is NonNullType;

    /// <summary>A scalar or an enum (in any wrappers).</summary>
    public bool IsLeaf => Named is ScalarType or EnumType;

    /// <summary>An object, an interface or a union (in any wrappers).</summary>
    public bool IsComposite => Named is ObjectType or InterfaceType or UnionType;

    /// <summary>An interface or a union (in any wrappers).</summary>
    public bool IsAbstract => Named is InterfaceType or UnionType;

    public bool IsInput => Named is ScalarType or EnumType or InputObjectType;

    public bool IsOutput => Named is not InputObjectType;

    // Wrappers are compared by reference, so that of two threads that ask at once both get the same.
    private static T MakeOnce<T>(ref T? place, T made)
        where T : class => Interlocked.CompareExchange(ref place, made, null) ?? made;
}

public sealed class ListType : SchemaType
{
    internal ListType(SchemaType of) => Of = of;

    /// <summary>The type of the items.</summary>
    public SchemaType Of { get; }

    public override NamedType Named => Of.Named;

    public override string ToString() => $"[{Of}]";
}

public sealed class NonNullType : SchemaType
{
    internal NonNullType(SchemaType of) =>
        Of = of is NonNullType
            ? throw new ArgumentException("A non-null type cannot be made non-null.", nameof(of))
            : of;

    /// <summary>The type without the `!`.</summary>
    public SchemaType Of { get; }

    public override NamedType Named => Of.Named;

    public override string ToString() => $"{Of}!";
}

/// <summary>A type with a name.</summary>
public abstract class NamedType : SchemaType
{
    private protected NamedType(string name) => Name = name;

    public string Name { get; }

    public string? Description { get; internal set; }

    /// <summary>The directives applied to it, its extensions' ones after its own.</summary>
    public IReadOnlyList<AppliedDirective> Directives { get; internal set; } = [];

    /// <summary>Its definition and then its extensions; empty for what the specification brings along.</summary>
    public IReadOnlyList<TypeDefinitionNode> Syntax { get; internal set; } = [];

    /// <summary>The source that each of <see cref="Syntax"/> comes from.</summary>
    public IReadOnlyList<Source> Sources { get; internal set; } = [];

    public override NamedType Named => this;

    /// <summary>One of the specification's own: a built-in scalar or an introspection type.</summary>
    public bool IsBuiltIn { get; internal set; }

    public override string ToString() => Name;
}

public sealed class ScalarType : NamedType
{
    internal ScalarType(string name) : base(name)
    {
    }

    /// <summary>The address given by `@specifiedBy`.</summary>
    public string? SpecifiedByUrl { get; internal set; }

    /// <summary>How its values come in; set when the schema is built, by name.</summary>
    public ScalarCoercion Coercion { get; internal set; } = ScalarCoercion.Any;
}

/// <summary>An object or an interface: what has fields and implements interfaces.</summary>
public abstract class FieldedType : NamedType
{
    private protected FieldedType(string name) : base(name)
    {
    }

    /// <summary>Its fields in the order of the definition.</summary>
    public IReadOnlyList<FieldDefinition> Fields { get; internal set; } = [];

    /// <summary>The interfaces that it says it implements.</summary>
    public IReadOnlyList<InterfaceType> Interfaces { get; internal set; } = [];

    internal Dictionary<string, FieldDefinition> FieldsByName { get; set; } = [];

    /// <summary>The field of that name, or null. Meta fields (`__typename`) are not among them.</summary>
    public FieldDefinition? Field(string name) => FieldsByName.GetValueOrDefault(name);
}

public sealed class ObjectType : FieldedType
{
    internal ObjectType(string name) : base(name)
    {
    }
}

public sealed class InterfaceType : FieldedType
{
    internal InterfaceType(string name) : base(name)
    {
    }
}

public sealed class UnionType : NamedType
{
    internal UnionType(string name) : base(name)
    {
    }

    public IReadOnlyList<ObjectType> Types { get; internal set; } = [];
}

public sealed class EnumType : NamedType
{
    internal EnumType(string name) : base(name)
    {
    }

    public IReadOnlyList<EnumValueDefinition> Values { get; internal set; } = [];

    internal Dictionary<string, EnumValueDefinition> ValuesByName { get; set; } = [];

    public EnumValueDefinition? Value(string name) => ValuesByName.GetValueOrDefault(name);
}

public sealed class InputObjectType : NamedType
{
    internal InputObjectType(string name) : base(name)
    {
    }

    public IReadOnlyList<InputValueDefinition> Fields { get; internal set; } = [];

    internal Dictionary<string, InputValueDefinition> FieldsByName { get; set; } = [];

    /// <summary>Exactly one field must be given (`@oneOf`).</summary>
    public bool IsOneOf { get; internal set; }

    public InputValueDefinition? Field(string name) => FieldsByName.GetValueOrDefault(name);
}
