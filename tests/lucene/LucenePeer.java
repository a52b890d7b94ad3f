import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.MultiDocValues;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.MMapDirectory;

/**
 * Lucene on the same tokens, for benchmarks and for agreement. Documents: a line `title TAB body` each, tokens between
 * spaces; queries: a line `kind TAB words` each.
 *
 *   LucenePeer bench DOCUMENTS QUERIES FOLDER   prints figures, a line `name TAB value ...` each
 *   LucenePeer rank DOCUMENTS QUERIES FOLDER    prints every hit, a line `document:score ...` for each query
 */
public final class LucenePeer {
    private static final int PASSES = 5;

    public static void main(String[] args) throws IOException {
        Path documents = Path.of(args[1]);
        List<String> queries = Files.readAllLines(Path.of(args[2]));
        try (MMapDirectory directory = new MMapDirectory(Path.of(args[3]))) {
            index(documents, directory, args[0].equals("bench"));
            long opening = System.nanoTime();
            try (DirectoryReader reader = DirectoryReader.open(directory)) {
                IndexSearcher searcher = new IndexSearcher(reader);
                if (args[0].equals("rank")) {
                    rank(queries, reader, searcher);
                    return;
                }

                System.out.printf("open\t%.3f%n", (System.nanoTime() - opening) / 1e6);
                bench(queries, searcher);
                long bytes = 0;
                for (String file : directory.listAll()) bytes += directory.fileLength(file);
                System.out.printf("bytes\t%d%n", bytes);
            }
        }
    }

    private static void index(Path documents, MMapDirectory directory, boolean print) throws IOException {
        long start = System.nanoTime();
        int count = 0;
        IndexWriterConfig config = new IndexWriterConfig(new WhitespaceAnalyzer())
            .setRAMBufferSizeMB(192).setMergeScheduler(new SerialMergeScheduler());
        try (IndexWriter writer = new IndexWriter(directory, config);
                BufferedReader reader = Files.newBufferedReader(documents)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                int tab = line.indexOf('\t');
                Document document = new Document();
                document.add(new NumericDocValuesField("id", count++));
                document.add(new TextField("title", line.substring(0, tab), Field.Store.NO));
                document.add(new TextField("body", line.substring(tab + 1), Field.Store.NO));
                writer.addDocument(document);
            }
        }

        if (print) System.out.printf("index\t%.1f%n", (System.nanoTime() - start) / 1e6);
    }

    private static void rank(List<String> queries, DirectoryReader reader, IndexSearcher searcher)
            throws IOException {
        for (String line : queries) {
            TopDocs top = searcher.search(parse(line), Math.max(1, reader.maxDoc()));
            StringBuilder hits = new StringBuilder();
            for (ScoreDoc hit : top.scoreDocs) {
                var ids = MultiDocValues.getNumericValues(reader, "id");
                ids.advanceExact(hit.doc);
                hits.append(ids.longValue()).append(':').append(hit.score).append(' ');
            }

            System.out.println(hits.toString().trim());
        }
    }

    private static void bench(List<String> lines, IndexSearcher searcher) throws IOException {
        Map<String, List<String>> kinds = new LinkedHashMap<>();
        for (String line : lines) {
            kinds.computeIfAbsent(line.substring(0, line.indexOf('\t')), kind -> new ArrayList<>()).add(line);
        }

        for (Map.Entry<String, List<String>> kind : kinds.entrySet()) {
            long[] times = new long[kind.getValue().size()];
            Arrays.fill(times, Long.MAX_VALUE);
            long hits = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                for (int i = 0; i < times.length; i++) {
                    long start = System.nanoTime();
                    TopDocs top = searcher.search(parse(kind.getValue().get(i)), 10);
                    times[i] = Math.min(times[i], System.nanoTime() - start);
                    hits += top.scoreDocs.length;
                }
            }

            double mean = Arrays.stream(times).average().orElse(0) / 1e3;
            Arrays.sort(times);
            double p99 = times[(int) (times.length * 0.99)] / 1e3;
            System.out.printf("%s\t%.1f\t%.1f\t%d%n", kind.getKey(), mean, p99, hits / PASSES);
        }
    }

    private static Query parse(String line) {
        int tab = line.indexOf('\t');
        String[] words = line.substring(tab + 1).split(" ");
        Term last = new Term("body", words[words.length - 1]);
        switch (line.substring(0, tab)) {
            case "phrase":
                return new PhraseQuery("body", words);
            case "fuzzy":
                return new FuzzyQuery(last, words[0].length() < 9 ? 1 : 2, 1);
            case "suggest":
                return new PrefixQuery(new Term("title", words[0]));
            case "or":
                return terms(words, Occur.SHOULD).build();
            case "and":
                return terms(words, Occur.MUST).build();
            case "not":
                return terms(Arrays.copyOf(words, words.length - 1), Occur.SHOULD)
                    .add(new TermQuery(last), Occur.MUST_NOT).build();
            case "prefix":
                return terms(Arrays.copyOf(words, words.length - 1), Occur.MUST)
                    .add(new PrefixQuery(last), Occur.MUST).build();
            case "fields":
                BooleanQuery.Builder all = new BooleanQuery.Builder();
                for (String word : words) {
                    all.add(new DisjunctionMaxQuery(List.of(
                        new TermQuery(new Term("title", word)), new TermQuery(new Term("body", word))), 0.1f),
                        Occur.MUST);
                }

                return all.build();
            default:
                throw new IllegalArgumentException(line);
        }
    }

    private static BooleanQuery.Builder terms(String[] words, Occur occur) {
        BooleanQuery.Builder query = new BooleanQuery.Builder();
        for (String word : words) query.add(new TermQuery(new Term("body", word)), occur);
        return query;
    }
}
