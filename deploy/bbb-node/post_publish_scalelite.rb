#!/usr/bin/env ruby
# frozen_string_literal: true

# BBB's rap-worker runs this for each format that it has published: -m RECORD_ID -f FORMAT.
# It packs the format into the queue, which is all that it has to achieve, and tries to deliver at once.

library = [__dir__, File.expand_path('../../../../lib/scalelite-bbb-node', __dir__)]
          .map { |directory| File.join(directory, 'scalelite_bbb_node.rb') }
          .find { |file| File.file?(file) }
abort('post_publish_scalelite.rb: scalelite_bbb_node.rb is not installed: run install.sh') unless library
require library

include ScaleliteBbbNode

options = {}
parser = Script.parser('Usage: post_publish_scalelite.rb -m RECORD_ID [-f FORMAT]', options) do |parser|
  parser.on('-m', '--meeting-id RECORD_ID', 'the recording') { |id| options[:record_id] = id }
  parser.on('-f', '--format FORMAT', 'the format; default: all that are published') { |format| options[:format] = format }
end

Script.run do
  parser.parse!
  raise UsageError, 'give the recording with -m' unless options[:record_id]

  record_id = Script.record_id(options[:record_id])
  label = options[:format] ? Script.record_id(options[:format]) : EVERYTHING
  config = Script.config(options)
  log = Log.new(config.log_file)
  queue = Outbox.new(config, log)
  begin
    queue.add(record_id, label)
  rescue Failure => e
    log.warn(e.message)
    raise
  end
  begin
    Delivery.new(config, queue, log).run(seconds: config.try_seconds)
  rescue StandardError => e
    # It is queued; the timer goes on with it.
    log.warn("not delivered yet: #{e.message}")
  end
  OK
end
