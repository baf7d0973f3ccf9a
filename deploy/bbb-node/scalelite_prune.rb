#!/usr/bin/env ruby
# frozen_string_literal: true

# Frees this server's disk of recordings that the balancer has acknowledged, as they are now, in every format.

require File.join(File.dirname(File.realpath(__FILE__)), 'scalelite_bbb_node.rb')

include ScaleliteBbbNode

# Why a recording stays; nil if it may go.
def keeps(id, recordings, ledger, config, limit, queued)
  formats = recordings.formats(id)
  prints = recordings.fingerprints(formats, id)
  newest = ([Recordings.time(id).to_i] + prints.values.map { |print| print['newest'] }).max
  return 'too young' if newest > limit.to_i
  return 'waits in the queue' if queued.include?(id)
  return 'unpublished here' if Dir.exist?(config.unpublished_dir) && Dir.glob(File.join(config.unpublished_dir, '*', id)).any?

  open = formats.reject { |format| ledger.acknowledged?(id, format, prints[format]) }
  open.empty? ? nil : "not acknowledged as it is now: #{open.join(', ')}"
end

def folders(id, recordings, config, only)
  published = recordings.formats(id).map { |format| File.join(config.published_dir, format, id) }
  raw = [File.join(config.recording_dir, 'raw', id)].select { |folder| File.directory?(folder) }
  { nil => published + raw, 'published' => published, 'raw' => raw }.fetch(only)
end

options = {}
parser = Script.parser('Usage: scalelite_prune.rb --older-than DAYS [--yes]', options) do |parser|
  parser.on('--older-than DAYS', Integer, 'only recordings that have not changed for so many days') { |days| options[:days] = days }
  parser.on('--only WHAT', %w[published raw], 'published or raw; default: both') { |what| options[:only] = what }
  parser.on('--dry-run', 'only show what would be deleted; this is the default') { options[:yes] = false }
  parser.on('--yes', 'delete') { options[:yes] = true }
end

Script.run do
  parser.parse!
  raise UsageError, 'say how old recordings must be: --older-than DAYS' unless options[:days] && options[:days] >= 0

  config = Script.config(options)
  log = Log.new(config.log_file)
  recordings = Recordings.new(config.published_dir)
  queue = Outbox.new(config, log)
  ledger = Ledger.new(config)
  limit = Time.now - options[:days] * 24 * 3600
  queued = Set.new(queue.entries.map(&:record_id) + queue.wanted.map { |file| JSON.parse(File.read(file))['record_id'] })
  kept = 0
  gone = 0
  recordings.ids.each do |id|
    reason = keeps(id, recordings, ledger, config, limit, queued)
    if reason
      kept += 1
      puts "kept: #{id}, #{reason}"
      next
    end

    gone += 1
    # The raw files go first: what is interrupted is found again by the published ones.
    folders(id, recordings, config, options[:only]).reverse_each do |folder|
      options[:yes] ? log.info("deletes #{folder}") : puts("would delete #{folder}")
      FileUtils.remove_entry_secure(folder) if options[:yes]
    end
  end
  puts "#{gone} recordings #{options[:yes] ? 'deleted' : 'to be deleted'}, #{kept} kept"
  puts 'Nothing was deleted: --yes does it.' unless options[:yes] || gone.zero?
  OK
end
