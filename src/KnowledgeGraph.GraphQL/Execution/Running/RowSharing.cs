using System.Numerics;

namespace KnowledgeGraph.GraphQL.Execution;

/// <summary>
/// Finds equal rows of a column of ordinals, so that a topic that is met 300 times is resolved and written once.
/// Costs a
/// few nanoseconds a row, so a place of a plan where it found little goes without for some runs. Hints only: races
/// between runs do no harm.
/// </summary>
internal sealed class RowSharing
{
    /// <summary>Below so many rows there is nothing to gain.</summary>
    private const int RowsMin = 64;

    /// <summary>At least so many rows for each different one, or the next runs go without.</summary>
    private const double RepeatsMin = 1.5;

    private const int RunsWithout = 63;

    private int _runsToSkip;

    public bool IsWorthwhile(int rows)
    {
        if (rows < RowsMin) return false;
        if (_runsToSkip == 0) return true;
        _runsToSkip--;
        return false;
    }

    public void Learn(int rows, int different)
    {
        if (rows < different * RepeatsMin) _runsToSkip = RunsWithout;
    }

    /// <summary>
    /// Moves each different row to the front, once, in the order of first meeting; fills in for each row where it is
    /// now, and gives how many there are.
    /// </summary>
    public static int Share(Span<int> rows, Span<int> places)
    {
        // Open addressing at most half full; a slot holds the place + 1 of a row, 0 is empty.
        var length = (int)BitOperations.RoundUpToPowerOf2((uint)rows.Length * 2);
        var table = System.Buffers.ArrayPool<int>.Shared.Rent(length);
        table.AsSpan(0, length).Clear();
        var shift = 32 - BitOperations.Log2((uint)length);
        var different = 0;
        for (var at = 0; at < rows.Length; at++)
        {
            var row = rows[at];
            var slot = (int)((uint)row * 0x9E3779B1u >> shift);
            int place;
            while ((place = table[slot]) != 0 && rows[place - 1] != row) slot = (slot + 1) & (length - 1);
            if (place == 0)
            {
                rows[different] = row;
                table[slot] = place = ++different;
            }

            places[at] = place - 1;
        }

        System.Buffers.ArrayPool<int>.Shared.Return(table);
        return different;
    }
}
