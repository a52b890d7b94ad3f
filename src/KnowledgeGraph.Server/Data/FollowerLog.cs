using KnowledgeGraph.ReadModel;

namespace KnowledgeGraph.Server.Data;

/// <summary>Writes what happens to the read model into the log.</summary>
internal static partial class FollowerLog
{
    public static void Write(ILogger log, FollowerReport report)
    {
        if (report.Event is FollowerEvent.StoreFailed) Failed(log, report.Message, report.Exception);
        else if (report.Event is FollowerEvent.SnapshotRejected or FollowerEvent.SnapshotFailed)
            Troubled(log, report.Message, report.Exception);
        else Happened(log, report.Message);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Report}")]
    private static partial void Failed(ILogger log, string report, Exception? exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Report}")]
    private static partial void Troubled(ILogger log, string report, Exception? exception);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Report}")]
    private static partial void Happened(ILogger log, string report);
}
