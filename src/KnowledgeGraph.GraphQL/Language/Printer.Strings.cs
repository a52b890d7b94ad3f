using System.Text;

namespace KnowledgeGraph.GraphQL.Language;

// Strings on one line.
public static partial class Printer
{
    /// <summary>The text as a literal in quotes, with escapes for quotes, backslashes and control characters.</summary>
    public static string PrintString(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var printed = new StringBuilder(text.Length + 2).Append('"');
        foreach (var character in text)
        {
            switch (character)
            {
                case '"':
                    printed.Append("\\\"");
                    break;
                case '\\':
                    printed.Append("\\\\");
                    break;
                case '\b':
                    printed.Append("\\b");
                    break;
                case '\t':
                    printed.Append("\\t");
                    break;
                case '\n':
                    printed.Append("\\n");
                    break;
                case '\f':
                    printed.Append("\\f");
                    break;
                case '\r':
                    printed.Append("\\r");
                    break;
                case < ' ' or (>= '\u007F' and <= '\u009F'):
                    printed.Append($"\\u{(int)character:X4}");
                    break;
                default:
                    printed.Append(character);
                    break;
            }
        }

        return printed.Append('"').ToString();
    }
}
