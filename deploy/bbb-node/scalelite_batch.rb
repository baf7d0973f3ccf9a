#!/usr/bin/env ruby
# frozen_string_literal: true

# Sends recordings that were published before this server belonged to the load balancer, or were missed.

require File.join(File.dirname(File.realpath(__FILE__)), 'scalelite_bbb_node.rb')

include ScaleliteBbbNode

def day(text)
  Time.parse(text)
rescue ArgumentError
  raise UsageError, "#{text} is no date: give one such as 2026-01-31"
end

def chosen(options, recordings)
  ids = options[:ids].empty? ? recordings.ids : options[:ids].map { |id| Script.record_id(id) }
  ids.select do |id|
    time = Recordings.time(id)
    (options[:since].nil? || (time && time >= options[:since])) && (options[:until].nil? || (time && time < options[:until]))
  end
end

# The formats of a recording that the balancer has not acknowledged as they are now.
def missing(id, recordings, ledger)
  recordings.formats(id).reject { |format| ledger.acknowledged?(id, format, recordings.fingerprint(format, id)) }
end

options = { ids: [] }
parser = Script.parser('Usage: scalelite_batch.rb (--all | --id RECORD_ID… | --since DATE [--until DATE])', options) do |parser|
  parser.on('--all', 'every published recording') { options[:all] = true }
  parser.on('--id RECORD_ID', 'this recording; may be given more than once') { |id| options[:ids] << id }
  parser.on('--since DATE', 'meetings that began on this day or later') { |text| options[:since] = day(text) }
  parser.on('--until DATE', 'meetings that began before this day') { |text| options[:until] = day(text) }
  parser.on('--resend', 'also what the balancer has acknowledged already') { options[:resend] = true }
  parser.on('--dry-run', 'only show what would be sent') { options[:dry_run] = true }
end

Script.run do
  parser.parse!
  unless options[:all] || options[:since] || options[:until] || options[:ids].any?
    raise UsageError, 'say which recordings: --all, --id or --since'
  end

  config = Script.config(options)
  log = Log.new(config.log_file)
  recordings = Recordings.new(config.published_dir)
  queue = Outbox.new(config, log)
  delivery = Delivery.new(config, queue, log)
  ids = chosen(options, recordings)
  sent = 0
  skipped = 0
  ids.each_with_index do |id, index|
    if !options[:resend] && missing(id, recordings, delivery.ledger).empty? && recordings.formats(id).any?
      skipped += 1
      next
    end

    puts "#{index + 1}/#{ids.size} #{id}"
    sent += 1
    next if options[:dry_run]

    queue.add(id, EVERYTHING)
    # One archive at a time, so that the queue needs room for one only.
    delivery.run(now: true, wait: true)
    waiting = queue.entries.any? { |entry| entry.record_id == id }
    raise BalancerFailure, "stopped at #{id}, which is queued; see scalelite_deliver.rb --status" if waiting
  end
  puts "#{sent} #{options[:dry_run] ? 'to be sent' : 'sent'}, #{skipped} acknowledged before"
  OK
end
