namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// Makes input values fit their types (https://spec.graphql.org/September2025/#sec-Input-Values): enums, lists (a
/// single item becomes a list), input objects with their defaults, `@oneOf`, nulls. Thread-safe.
/// </summary>
public static partial class InputCoercion
{
    /// <summary>Coerces a value of the request's JSON. Null where it does not fit: then there are errors.</summary>
    public static InputValue? FromJson(InputValue value, SchemaType type, InputErrors errors)
    {
        ArgumentNullException.ThrowIfNull(value);
        ArgumentNullException.ThrowIfNull(type);
        ArgumentNullException.ThrowIfNull(errors);
        if (type is NonNullType nonNull)
        {
            if (!value.IsNull) return FromJson(value, nonNull.Of, errors);
            errors.Add(InputTexts.NullInNonNull(type), value);
            return null;
        }

        if (value.IsNull) return value;
        return type switch
        {
            ListType list => ListFromJson(value, list, errors),
            InputObjectType input => ObjectFromJson(value, input, errors),
            EnumType @enum => EnumFromJson(value, @enum, errors),
            ScalarType scalar => Checked(scalar.Coercion.FromJson(value), value, errors),
            _ => throw NotInput(type),
        };
    }

    private static InputValue? ListFromJson(InputValue value, ListType type, InputErrors errors)
    {
        if (value.Kind != InputValueKind.List)
        {
            return FromJson(value, type.Of, errors) is { } single ? InputValue.List([single]) : null;
        }

        var items = value.AsList();
        var coerced = new InputValue[items.Count];
        var fits = true;
        for (var index = 0; index < coerced.Length && !errors.IsFull; index++)
        {
            errors.Enter(index);
            var item = FromJson(items[index], type.Of, errors);
            errors.Leave();
            if (item is null) fits = false;
            else coerced[index] = item;
        }

        return fits ? InputValue.List(coerced) : null;
    }

    private static InputValue? ObjectFromJson(InputValue value, InputObjectType type, InputErrors errors)
    {
        if (value.Kind != InputValueKind.Object)
        {
            errors.Add(InputTexts.NotAnObject(type), value);
            return null;
        }

        var given = value.AsObject();
        var before = errors.Count;
        var fields = new List<KeyValuePair<string, InputValue>>(Math.Min(given.Count, type.Fields.Count));
        foreach (var field in type.Fields)
        {
            if (Find(given, field.Name) is not { } fieldValue)
            {
                if (DefaultOf(field) is { } byDefault) fields.Add(new(field.Name, byDefault));
                else if (field.Type.IsNonNull) errors.Add(InputTexts.FieldMissing(field), value);
                continue;
            }

            errors.Enter(field.Name);
            if (FromJson(fieldValue, field.Type, errors) is { } coerced) fields.Add(new(field.Name, coerced));
            errors.Leave();
        }

        foreach (var (name, _) in given)
        {
            if (errors.IsFull) break;
            if (type.Field(name) is null) errors.Add(InputTexts.FieldUnknown(name, type), value);
        }

        if (type.IsOneOf) CheckOneOf(type, given, value, errors);
        return errors.Count == before && !errors.IsFull ? InputValue.Object(fields) : null;
    }

    private static void CheckOneOf(
        InputObjectType type,
        IReadOnlyList<KeyValuePair<string, InputValue>> given,
        InputValue value,
        InputErrors errors)
    {
        var known = given.Where(field => type.Field(field.Key) is not null).ToArray();
        if (known.Length != 1)
        {
            errors.Add(InputTexts.OneOfKeys(type), value);
        }
        else if (known[0].Value.IsNull)
        {
            errors.Enter(known[0].Key);
            errors.Add(InputTexts.OneOfNull(known[0].Key), known[0].Value);
            errors.Leave();
        }
    }

    private static InputValue? EnumFromJson(InputValue value, EnumType type, InputErrors errors)
    {
        if (value.Kind != InputValueKind.String)
        {
            errors.Add(InputTexts.EnumNotString(type, InputValueText.Inspect(value)), value);
            return null;
        }

        if (type.Value(value.AsString()) is { } known) return known.Input;
        errors.Add(InputTexts.EnumUnknown(type, value.AsString()), value);
        return null;
    }

    private static InputValue? Checked(
        (InputValue? Value, string? Error) coerced, InputValue? value, InputErrors errors)
    {
        if (coerced.Error is not null) errors.Add(coerced.Error, value);
        return coerced.Error is null ? coerced.Value : null;
    }

    private static InputValue? Find(IReadOnlyList<KeyValuePair<string, InputValue>> fields, string name)
    {
        for (var index = 0; index < fields.Count; index++)
        {
            if (fields[index].Key == name) return fields[index].Value;
        }

        return null;
    }

    /// <summary>The coerced default of a field; while the schema is being built it is not kept yet.</summary>
    private static InputValue? DefaultOf(InputValueDefinition field) =>
        field.Default ?? (field.DefaultValue is null ? null : FromLiteral(field.DefaultValue, field.Type));

    private static ArgumentException NotInput(SchemaType type) => new($"{type} is not an input type.", nameof(type));
}
