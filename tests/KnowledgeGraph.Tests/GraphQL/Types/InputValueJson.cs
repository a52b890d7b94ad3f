using System.Text;
using System.Text.Json;
using KnowledgeGraph.GraphQL.Types;

namespace KnowledgeGraph.Tests.GraphQL.Types;

/// <summary>Input values from and to JSON text.</summary>
internal static class InputValueJson
{
    public static InputValue Read(string json)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json), new JsonReaderOptions { MaxDepth = 1_000 });
        return InputValueReader.Read(ref reader);
    }

    public static string Text(InputValue value) => value.Kind switch
    {
        InputValueKind.Null => "null",
        InputValueKind.Boolean => value.AsBoolean() ? "true" : "false",
        InputValueKind.Integer => value.AsInteger().ToString(),
        InputValueKind.Number => InputValueText.Number(value.AsNumber()),
        InputValueKind.List => $"[{string.Join(',', value.AsList().Select(Text))}]",
        InputValueKind.Object =>
            $"{{{string.Join(',', value.AsObject().Select(field => $"{Quoted(field.Key)}:{Text(field.Value)}"))}}}",
        _ => Quoted(value.AsString()),
    };

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
