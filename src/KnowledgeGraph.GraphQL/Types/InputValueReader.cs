using System.Text;
using System.Text.Json;
using KnowledgeGraph.GraphQL.Language;

namespace KnowledgeGraph.GraphQL.Types;

/// <summary>
/// Reads JSON into input values. Whole numbers of up to 64 bits are integers, all others numbers; of a key that comes
/// twice the last value counts, as with JavaScript's `JSON.parse`. Thread-safe.
/// </summary>
public static class InputValueReader
{
    /// <summary>Objects and lists within one another; the reader's own limit may be lower.</summary>
    public const int NestingMax = 200;

    private const int LinearSearchMax = 16;

    /// <summary>
    /// Reads the value that the reader stands on, or the first one where it has not begun, and leaves the reader on its
    /// last token.
    /// </summary>
    /// <exception cref="JsonException">The text is not JSON, not Unicode, or nested too deep.</exception>
    public static InputValue Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.None) Next(ref reader);
        return ReadValue(ref reader, depth: 0);
    }

    private static InputValue ReadValue(ref Utf8JsonReader reader, int depth)
    {
        return reader.TokenType switch
        {
            JsonTokenType.Null => InputValue.Null,
            JsonTokenType.True => InputValue.True,
            JsonTokenType.False => InputValue.False,
            JsonTokenType.Number => reader.TryGetInt64(out var whole)
                ? InputValue.Integer(whole)
                : InputValue.Number(reader.GetDouble()),
            JsonTokenType.String => InputValue.String(Text(ref reader)),
            JsonTokenType.StartArray or JsonTokenType.StartObject when depth == NestingMax =>
                throw new JsonException($"The JSON value is nested more than {NestingMax} levels deep."),
            JsonTokenType.StartArray => ReadList(ref reader, depth + 1),
            JsonTokenType.StartObject => ReadObject(ref reader, depth + 1),
            _ => throw new JsonException($"A JSON value was expected, not {reader.TokenType}."),
        };
    }

    private static InputValue ReadList(ref Utf8JsonReader reader, int depth)
    {
        var items = new List<InputValue>();
        while (Next(ref reader) != JsonTokenType.EndArray) items.Add(ReadValue(ref reader, depth));
        return InputValue.List(items);
    }

    private static InputValue ReadObject(ref Utf8JsonReader reader, int depth)
    {
        var fields = new List<KeyValuePair<string, InputValue>>();
        Dictionary<string, int>? positions = null;
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            var name = Name(ref reader);
            Next(ref reader);
            var field = KeyValuePair.Create(name, ReadValue(ref reader, depth));
            var position = PositionOf(name, fields, ref positions);
            if (position < 0)
            {
                positions?.Add(name, fields.Count);
                fields.Add(field);
            }
            else
            {
                fields[position] = field;
            }
        }

        return InputValue.Object(fields);
    }

    // Objects with many keys get a table, so that a body made of keys alone costs no quadratic time.
    private static int PositionOf(
        string name, List<KeyValuePair<string, InputValue>> fields, ref Dictionary<string, int>? positions)
    {
        if (fields.Count < LinearSearchMax)
        {
            for (var index = 0; index < fields.Count; index++)
            {
                if (fields[index].Key == name) return index;
            }

            return -1;
        }

        if (positions is null)
        {
            positions = new Dictionary<string, int>(StringComparer.Ordinal);
            for (var index = 0; index < fields.Count; index++) positions.Add(fields[index].Key, index);
        }

        return positions.GetValueOrDefault(name, -1);
    }

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new JsonException("The JSON text ends too early.");

    private static string Name(ref Utf8JsonReader reader) =>
        !reader.HasValueSequence && !reader.ValueIsEscaped && Ascii.IsValid(reader.ValueSpan)
            ? NameTable.Intern(reader.ValueSpan)
            : Text(ref reader);

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // What GetString throws for lone surrogates and invalid UTF-8: the sender's mistake, not a wrong call.
            throw new JsonException("A JSON string holds what is not Unicode text.");
        }
    }
}
