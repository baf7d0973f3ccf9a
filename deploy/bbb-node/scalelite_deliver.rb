#!/usr/bin/env ruby
# frozen_string_literal: true

# Delivers what waits in the queue; the systemd timer runs it every minute.

require File.join(File.dirname(File.realpath(__FILE__)), 'scalelite_bbb_node.rb')

include ScaleliteBbbNode

def moment(seconds)
  Time.at(seconds).strftime('%F %T')
end

def status(config, queue)
  balancer = queue.balancer
  if balancer['last_error']
    puts "The balancer (#{config.destination}) has not been usable since #{moment(balancer['since'])}: #{balancer['last_error']}"
    puts "Next attempt: #{moment(balancer['next_attempt'])}, or now with --now"
  end
  queue.wanted.each { |file| puts "#{File.basename(file, '.want')}: to be packed" }
  queue.entries.each do |entry|
    puts "#{entry.record_id} (#{entry.label}): #{entry.size} bytes, queued #{moment(entry.queued_at)}, " \
         "#{entry.facts.fetch('attempts', 0)} failed attempts"
    puts "  #{entry.facts['last_error']}; next attempt #{moment(entry.facts['next_attempt'])}" if entry.facts['last_error']
  end
  waiting = queue.entries.size + queue.wanted.size
  puts waiting.zero? ? 'Nothing waits.' : "#{waiting} waiting in #{config.queue_dir}"
  waiting.zero? ? OK : WAITING
end

options = {}
parser = Script.parser('Usage: scalelite_deliver.rb [--now | --status]', options) do |parser|
  parser.on('--now', 'do not wait for the pause after a failure to end') { options[:now] = true }
  parser.on('--status', 'show what waits and why; deliver nothing') { options[:status] = true }
end

Script.run do
  parser.parse!
  config = Script.config(options)
  log = Log.new(config.log_file)
  queue = Outbox.new(config, log)
  next status(config, queue) if options[:status]

  Delivery.new(config, queue, log).run(now: options[:now]) ? OK : WAITING
end
