using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// The texts of input errors, word for word those of graphql-js 16, so that clients and their tests know them.
/// </summary>
internal static class InputTexts
{
    public static string NullInNonNull(SchemaType type) => $"Expected non-nullable type \"{type}\" not to be null.";

    public static string NotAnObject(InputObjectType type) => $"Expected type \"{type}\" to be an object.";

    public static string FieldMissing(InputValueDefinition field) =>
        $"Field \"{field.Name}\" of required type \"{field.Type}\" was not provided.";

    public static string FieldUnknown(string name, InputObjectType type) =>
        $"Field \"{name}\" is not defined by type \"{type}\"."
        + Suggestions.DidYouMean(name, type.Fields.Select(field => field.Name));

    public static string OneOfKeys(InputObjectType type) =>
        $"Exactly one key must be specified for OneOf type \"{type}\".";

    public static string OneOfNull(string field) => $"Field \"{field}\" must be non-null.";

    public static string EnumNotString(EnumType type, string value) =>
        $"Enum \"{type}\" cannot represent non-string value: {value}.{EnumSuggestions(type, value)}";

    public static string EnumNotEnum(EnumType type, string value) =>
        $"Enum \"{type}\" cannot represent non-enum value: {value}.{EnumSuggestions(type, value)}";

    public static string EnumUnknown(EnumType type, string value) =>
        $"Value \"{value}\" does not exist in \"{type}\" enum.{EnumSuggestions(type, value)}";

    public static string LiteralMismatch(SchemaType type, ValueNode literal) =>
        $"Expected value of type \"{type}\", found {Printer.Print(literal)}.";

    public static string LiteralFieldMissing(InputValueDefinition field, InputObjectType type) =>
        $"Field \"{type}.{field.Name}\" of required type \"{field.Type}\" was not provided.";

    public static string LiteralOneOfKeys(InputObjectType type) =>
        $"OneOf Input Object \"{type}\" must specify exactly one key.";

    public static string LiteralOneOfNull(InputObjectType type, string field) =>
        $"Field \"{type}.{field}\" must be non-null.";

    public static string VariableMissing(VariableCoercion.Variable variable) =>
        $"Variable \"${variable.Name}\" of required type \"{variable.Type}\" was not provided.";

    public static string VariableNull(VariableCoercion.Variable variable) =>
        $"Variable \"${variable.Name}\" of non-null type \"{variable.Type}\" must not be null.";

    public static string VariableNotInput(VariableCoercion.Variable variable) =>
        $"Variable \"${variable.Name}\" expected value of type \"{Printer.Print(variable.Definition.Type)}\" "
        + "which cannot be used as an input type.";

    public static GraphQLError VariablesNotObject() =>
        new("The variables must be a JSON object.") { Code = GraphQLErrorCodes.BadUserInput };

    public static string VariableInvalid(string name, InputError error) =>
        $"Variable \"${name}\" got invalid value {InputValueText.Inspect(error.Value ?? InputValue.Null)}"
        + (error.Path.Count > 0 ? $" at \"{name}{PathText(error.Path)}\"" : "")
        + $"; {error.Message}";

    public const string TooManyErrors =
        "Too many errors processing variables, error limit reached. Execution aborted.";

    private static string PathText(IReadOnlyList<object> path) =>
        string.Concat(path.Select(segment => segment is int index ? $"[{index}]" : $".{segment}"));

    private static string EnumSuggestions(EnumType type, string value) =>
        Suggestions.DidYouMean(value, type.Values.Select(known => known.Name), "the enum value");
}
