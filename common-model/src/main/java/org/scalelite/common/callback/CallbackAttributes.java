package org.scalelite.common.callback;

import java.io.StringReader;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * What a front-end wants to hear of a meeting, and where. In PostgreSQL it is the YAML of a Ruby hash with symbols as keys
 * (specification, section 4).
 *
 * @param analytics gets what the participants did
 * @param recordingReady is told when the recording can be played
 */
public record CallbackAttributes(Optional<String> analytics, Optional<String> recordingReady) {
    private static final Logger LOG = LoggerFactory.getLogger(CallbackAttributes.class);
    private static final String ANALYTICS = ":analytics_callback_url";
    private static final String RECORDING_READY = ":recording_ready_url";

    /** Whether there is nothing to be told. */
    public boolean isEmpty() {
        return analytics.isEmpty() && recordingReady.isEmpty();
    }

    /** From the YAML of a row; anything but a hash holds nothing. */
    static CallbackAttributes ofYaml(String text) {
        Map<String, String> values = values(text);
        return new CallbackAttributes(value(values, ANALYTICS), value(values, RECORDING_READY));
    }

    private static Optional<String> value(Map<String, String> values, String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(url -> !url.isEmpty());
    }

    /** Only nodes are read: no tag of the text can make an object. */
    private static Map<String, String> values(String text) {
        Map<String, String> values = new HashMap<>();
        try {
            Node root = yaml().compose(new StringReader(text));
            if (root instanceof MappingNode mapping) {
                for (NodeTuple entry : mapping.getValue()) {
                    if (entry.getKeyNode() instanceof ScalarNode key
                            && entry.getValueNode() instanceof ScalarNode value
                            && !value.getTag().equals(Tag.NULL)) {
                        values.put(symbol(key), value.getValue());
                    }
                }
            }
        } catch (YAMLException e) {
            LOG.warn("A row of callback_data holds no YAML: {}", e.getClass().getSimpleName());
        }
        return values;
    }

    private static String symbol(ScalarNode key) {
        return key.getValue().startsWith(":") ? key.getValue() : ":" + key.getValue();
    }

    /** As Scalelite writes it. */
    String toYaml() {
        Map<String, String> values = new LinkedHashMap<>();
        analytics.ifPresent(url -> values.put(ANALYTICS, url));
        recordingReady.ifPresent(url -> values.put(RECORDING_READY, url));
        return yaml().dump(values);
    }

    private static Yaml yaml() {
        DumperOptions options = new DumperOptions();
        options.setExplicitStart(true);
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        return new Yaml(new SafeConstructor(new LoaderOptions()), new Representer(options), options);
    }

    /** Addresses may contain secrets. */
    @Override
    public String toString() {
        return "analytics to %s, recording-ready to %s"
                .formatted(
                        analytics.map(PublicUrl::originOf).orElse("nobody"),
                        recordingReady.map(PublicUrl::originOf).orElse("nobody"));
    }
}
