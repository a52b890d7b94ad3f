using KnowledgeGraph.Graph;
using KnowledgeGraph.ReadModel.Tables;

namespace KnowledgeGraph.ReadModel.Masks;

/// <summary>
/// What has to be taken from the sums of a node because it comes from nodes that a class of readers does not see. As
/// integers, so that no order of adding changes them. Frozen; to be shared between threads.
/// </summary>
internal sealed class HiddenSums
{
    public static HiddenSums None { get; } = new()
    {
        Votes = PagedArray.Empty(0L),
        Views = PagedArray.Empty(0L),
        Ratings = PagedArray.Empty(0),
        RatingMillionths = PagedArray.Empty(0L),
        Documents = PagedArray.Empty(0),
    };

    /// <summary>Of documents: likes.</summary>
    public required PagedArray<long> Votes { get; init; }

    /// <summary>Of documents: views.</summary>
    public required PagedArray<long> Views { get; init; }

    public required PagedArray<int> Ratings { get; init; }

    public required PagedArray<long> RatingMillionths { get; init; }

    /// <summary>Of topics: documents about it.</summary>
    public required PagedArray<int> Documents { get; init; }

    public Builder ToBuilder() => new(this);

    /// <summary>The next version while it is made: for one thread.</summary>
    public sealed class Builder(HiddenSums source)
    {
        private readonly PagedArray<long>.Builder _votes = source.Votes.ToBuilder();
        private readonly PagedArray<long>.Builder _views = source.Views.ToBuilder();
        private readonly PagedArray<int>.Builder _ratings = source.Ratings.ToBuilder();
        private readonly PagedArray<long>.Builder _ratingMillionths = source.RatingMillionths.ToBuilder();
        private readonly PagedArray<int>.Builder _documents = source.Documents.ToBuilder();

        public int Documents(int topic) => _documents[topic];

        public void Add(int target, int sign, Contribution hidden)
        {
            if (hidden.Votes != 0) _votes[target] += sign * hidden.Votes;
            if (hidden.Views != 0) _views[target] += sign * hidden.Views;
            if (hidden.Ratings == 0) return;
            _ratings[target] += sign;
            _ratingMillionths[target] += sign * hidden.RatingMillionths;
        }

        public void AddDocument(int topic, int sign) => _documents[topic] += sign;

        public HiddenSums Freeze() => new()
        {
            Votes = _votes.Freeze(),
            Views = _views.Freeze(),
            Ratings = _ratings.Freeze(),
            RatingMillionths = _ratingMillionths.Freeze(),
            Documents = _documents.Freeze(),
        };
    }
}
