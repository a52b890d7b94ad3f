using System.Globalization;
using System.Text.Json;
using KnowledgeGraph.Insights.Recommendation;
using KnowledgeGraph.Insights.Recommendation.Evaluation;

namespace KnowledgeGraph.Server.CommandLine.Evaluate;

/// <summary>Writes what an evaluation found to standard output.</summary>
internal static class ReportWriter
{
    /// <param name="report">What was found.</param>
    /// <param name="times">Milliseconds for one member's list, ascending.</param>
    public static void WriteTable(EvaluationReport report, double[] times)
    {
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{"method",-12}{"recall@20",10}{"nDCG@20",10}{"hit rate",10}{"coverage",10}{"novelty",10}" +
            $"{"diversity",11}{"explained",11}{"members",9}{"p",9}"));
        foreach (var method in report.Baselines.Prepend(report.Paths))
        {
            Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{method.Name,-12}{method.Recall,10:F4}{method.Ndcg,10:F4}{method.HitRate,10:F4}" +
                $"{method.Coverage,10:F4}{method.Novelty,10:F2}{method.Diversity,11:F4}{method.Explained,11:F4}" +
                $"{method.Members,9}{method.PValue,9:F4}"));
        }

        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"p: paired randomization test of nDCG against paths. {report.Settings}"));
        Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Milliseconds a member: mean {Mean(times):F3}, p50 {At(times, 0.5):F3}, p99 {At(times, 0.99):F3}"));
    }

    /// <inheritdoc cref="WriteTable"/>
    public static void WriteJson(EvaluationReport report, double[] times)
    {
        using (var json = new Utf8JsonWriter(Console.OpenStandardOutput()))
        {
            json.WriteStartObject();
            WriteMetrics(json, report.Paths);
            json.WriteNumber("msPerMember", Math.Round(Mean(times), 4));
            json.WriteNumber("msPerMemberP50", Math.Round(At(times, 0.5), 4));
            json.WriteNumber("msPerMemberP99", Math.Round(At(times, 0.99), 4));
            WriteSettings(json, report.Settings);
            json.WriteStartObject("baselines");
            foreach (var baseline in report.Baselines)
            {
                json.WriteStartObject(baseline.Name);
                WriteMetrics(json, baseline);
                json.WriteNumber("pValue", baseline.PValue!.Value);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        Console.Out.WriteLine();
    }

    private static void WriteMetrics(Utf8JsonWriter json, MethodReport method)
    {
        json.WriteNumber("recall@20", Math.Round(method.Recall, 6));
        json.WriteNumber("ndcg@20", Math.Round(method.Ndcg, 6));
        json.WriteNumber("hitRate@20", Math.Round(method.HitRate, 6));
        json.WriteNumber("coverage", Math.Round(method.Coverage, 6));
        json.WriteNumber("novelty", Math.Round(method.Novelty, 4));
        json.WriteNumber("diversity", Math.Round(method.Diversity, 6));
        json.WriteNumber("explained", Math.Round(method.Explained, 6));
        json.WriteNumber("members", method.Members);
    }

    private static void WriteSettings(Utf8JsonWriter json, WalkSettings settings)
    {
        json.WriteStartObject("settings");
        json.WriteNumber("startWeight", settings.StartWeight);
        json.WriteNumber("middleWeight", settings.MiddleWeight);
        json.WriteNumber("startDegree", settings.StartDegree);
        json.WriteNumber("middleDegree", settings.MiddleDegree);
        json.WriteNumber("popularity", settings.Popularity);
        json.WriteNumber("multiHit", settings.MultiHitEighths / 8.0);
        json.WriteEndObject();
    }

    private static double Mean(double[] times) => times.DefaultIfEmpty().Average();

    private static double At(double[] times, double share) =>
        times.Length == 0 ? 0 : times[Math.Min(times.Length - 1, (int)(share * times.Length))];
}
