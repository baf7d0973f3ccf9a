package org.scalelite.api.recording;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scalelite.common.io.Utf8;

/**
 * Subtitles in SubRip (SRT), SubStation Alpha (SSA, ASS) or WebVTT as WebVTT, which is what players in browsers read. No
 * library that is still looked after reads the first two.
 */
public final class SubtitleText {
    private static final String SIGNATURE = "WEBVTT";
    private static final Pattern BAD = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\x7F]");
    private static final Pattern SRT_TIMES = Pattern.compile("^\\s*(\\d{1,3}:)?(\\d{1,2}):(\\d{2})[,.](\\d{1,3})\\s*-->"
            + "\\s*(\\d{1,3}:)?(\\d{1,2}):(\\d{2})[,.](\\d{1,3})(?:\\s.*)?$");
    private static final Pattern VTT_TIMES = Pattern.compile("(?m)^(\\d{2,}:)?\\d{2}:\\d{2}\\.\\d{3}[ \\t]+-->");
    private static final Pattern ASS_TIME = Pattern.compile("(\\d{1,3}):(\\d{1,2}):(\\d{1,2})\\.(\\d{1,3})");
    private static final Pattern TAG = Pattern.compile("</?([A-Za-z]++)(?:\\s[^<>]*+)?>");
    private static final List<String> KEPT_TAGS = List.of("b", "i", "u");
    private static final Pattern SRT_NUMBER = Pattern.compile("\\d+");
    private static final int MAX_LINE = 10_000;
    private static final int MAX_COLUMNS = 100;

    private SubtitleText() {}

    /** A text between two moments, in milliseconds. */
    private record Cue(long start, long end, String text) {}

    /** The subtitles of a file as WebVTT; empty if it is none of the three kinds, or not in UTF-8. */
    public static Optional<String> toWebVtt(byte[] file) {
        return Utf8.text(file)
                .map(text -> text.startsWith("\uFEFF") ? text.substring(1) : text)
                .map(text -> BAD.matcher(text.replace("\r\n", "\n").replace('\r', '\n'))
                        .replaceAll(""))
                .flatMap(SubtitleText::convert);
    }

    private static Optional<String> convert(String text) {
        if (isWebVtt(text)) {
            return VTT_TIMES.matcher(text).find() ? Optional.of(text) : Optional.empty();
        }
        // A line of this length is not for reading; it would cost most in what follows.
        List<String> lines =
                text.lines().filter(line -> line.length() <= MAX_LINE).toList();
        List<Cue> cues =
                lines.stream().anyMatch(line -> line.strip().equalsIgnoreCase("[Events]")) ? ass(lines) : srt(lines);
        return cues.isEmpty() ? Optional.empty() : Optional.of(write(cues));
    }

    private static boolean isWebVtt(String text) {
        return text.startsWith(SIGNATURE)
                && (text.length() == SIGNATURE.length() || Character.isWhitespace(text.charAt(SIGNATURE.length())));
    }

    private static String write(List<Cue> cues) {
        StringBuilder vtt = new StringBuilder(SIGNATURE).append('\n');
        for (Cue cue : cues) {
            vtt.append('\n')
                    .append(time(cue.start()))
                    .append(" --> ")
                    .append(time(cue.end()))
                    .append('\n');
            vtt.append(cue.text()).append('\n');
        }
        return vtt.toString();
    }

    private static String time(long millis) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                millis / 3_600_000,
                millis / 60_000 % 60,
                millis / 1_000 % 60,
                millis % 1_000);
    }

    private static List<Cue> srt(List<String> lines) {
        List<Cue> cues = new ArrayList<>();
        for (int at = 0; at < lines.size(); at++) {
            Matcher times = SRT_TIMES.matcher(lines.get(at));
            if (times.matches()) {
                String shown = srtText(lines, at + 1);
                long start = millis(times, 1);
                long end = millis(times, 5);
                if (!shown.isEmpty() && end > start) {
                    cues.add(new Cue(start, end, shown));
                }
            }
        }
        return cues;
    }

    /** Up to the next cue: sloppy files lack the empty line before it, or have one inside of a text. */
    private static String srtText(List<String> lines, int from) {
        int to = from;
        while (to < lines.size() && !SRT_TIMES.matcher(lines.get(to)).matches()) {
            to++;
        }
        if (to < lines.size()
                && to > from
                && SRT_NUMBER.matcher(lines.get(to - 1).strip()).matches()) {
            to--;
        }
        List<String> shown = new ArrayList<>();
        for (String line : lines.subList(from, to)) {
            if (!line.isBlank()) {
                shown.add(marked(line.strip()));
            }
        }
        return String.join("\n", shown);
    }

    private static long millis(Matcher times, int group) {
        String hours = Optional.ofNullable(times.group(group)).orElse("0:");
        return millis(
                hours.substring(0, hours.length() - 1),
                times.group(group + 1),
                times.group(group + 2),
                times.group(group + 3));
    }

    private static long millis(String hours, String minutes, String seconds, String fraction) {
        String thousandths = (fraction + "00").substring(0, 3);
        return ((Long.parseLong(hours) * 60 + Long.parseLong(minutes)) * 60 + Long.parseLong(seconds)) * 1_000
                + Long.parseLong(thousandths);
    }

    /** Keeps bold, italics and underlining, drops other marks, and escapes the rest. */
    private static String marked(String text) {
        String line = withoutBraces(text, "{\\");
        StringBuilder out = new StringBuilder();
        Matcher tag = TAG.matcher(line);
        int at = 0;
        while (tag.find()) {
            out.append(escaped(line.substring(at, tag.start())));
            String name = Optional.ofNullable(tag.group(1)).orElse("").toLowerCase(Locale.ROOT);
            if (KEPT_TAGS.contains(name)) {
                out.append(tag.group().startsWith("</") ? "</" : "<")
                        .append(name)
                        .append('>');
            }
            at = tag.end();
        }
        return out.append(escaped(line.substring(at))).toString();
    }

    /** Without what stands in braces; one pass, whatever the text: a brace that is never closed is looked for once. */
    static String withoutBraces(String text, String opening) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        int open = text.indexOf(opening);
        int close = text.indexOf('}', Math.max(open, 0));
        while (open >= 0 && close >= 0) {
            out.append(text, at, open);
            at = close + 1;
            open = text.indexOf(opening, at);
            close = text.indexOf('}', Math.max(open, at));
        }
        return out.append(text, at, text.length()).toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static List<Cue> ass(List<String> lines) {
        List<Cue> cues = new ArrayList<>();
        List<String> columns = List.of();
        boolean inEvents = false;
        for (String line : lines.stream().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                inEvents = line.equalsIgnoreCase("[Events]");
            } else if (inEvents && line.startsWith("Format:")) {
                columns = Arrays.stream(line.substring("Format:".length())
                                .toLowerCase(Locale.ROOT)
                                .split(",", -1))
                        .map(String::strip)
                        .limit(MAX_COLUMNS)
                        .toList();
            } else if (inEvents && line.startsWith("Dialogue:")) {
                dialogue(columns, line.substring("Dialogue:".length()).strip()).ifPresent(cues::add);
            }
        }
        // Scripts are written in any order, players want the order of time.
        cues.sort(Comparator.comparingLong(Cue::start));
        return cues;
    }

    private static Optional<Cue> dialogue(List<String> columns, String line) {
        int start = columns.indexOf("start");
        int end = columns.indexOf("end");
        String[] fields = line.split(",", Math.max(1, columns.size()));
        if (start < 0 || end < 0 || fields.length < columns.size()) {
            return Optional.empty();
        }
        Matcher from = ASS_TIME.matcher(fields[start].strip());
        Matcher to = ASS_TIME.matcher(fields[end].strip());
        // The text is the last column, as it may hold commas.
        String shown = assText(fields[fields.length - 1]);
        if (!from.matches() || !to.matches() || shown.isEmpty()) {
            return Optional.empty();
        }
        long begins = millis(from.group(1), from.group(2), from.group(3), from.group(4));
        long ends = millis(to.group(1), to.group(2), to.group(3), to.group(4));
        return ends > begins ? Optional.of(new Cue(begins, ends, shown)) : Optional.empty();
    }

    private static String assText(String field) {
        String plain = withoutBraces(field, "{")
                .replace("\\N", "\n")
                .replace("\\n", "\n")
                .replace("\\h", " ");
        List<String> shown = plain.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(SubtitleText::escaped)
                .toList();
        return String.join("\n", shown);
    }
}
