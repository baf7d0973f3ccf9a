# frozen_string_literal: true

# What the scripts for a BBB server share: configuration, packing, queue, delivery, ledger.
# Ruby's standard library only, Ruby 2.5 or later: it runs wherever BBB's own recording scripts run.

require 'digest'
require 'etc'
require 'fileutils'
require 'json'
require 'net/http'
require 'open3'
require 'openssl'
require 'optparse'
require 'securerandom'
require 'set'
require 'socket'
require 'time'
require 'uri'
require 'yaml'

# BBB's workers may run without a locale; names of files and messages are UTF-8 all the same.
Encoding.default_external = Encoding::UTF_8
$stdout.sync = true

module ScaleliteBbbNode
  # Exit codes of all scripts; README.md explains them.
  OK = 0
  UNEXPECTED = 1
  USAGE = 2
  NOTHING_TO_SEND = 3
  LOCAL_DISK = 4
  WAITING = 5

  # Record ids and names of formats become parts of paths.
  SAFE_NAME = /\A[A-Za-z0-9_][A-Za-z0-9._-]{0,199}\z/.freeze
  EVERYTHING = 'all'
  MIB = 1024 * 1024

  # Ends a script with a code and one line that names cause and cure.
  class Failure < StandardError
    attr_reader :code

    def initialize(message, code = UNEXPECTED)
      super(message)
      @code = code
    end
  end

  # The configuration or the arguments are wrong.
  class UsageError < Failure
    def initialize(message)
      super(message, USAGE)
    end
  end

  # The disk of this server is full or cannot be written.
  class LocalDiskError < Failure
    def initialize(message)
      super(message, LOCAL_DISK)
    end
  end

  # Nothing can be delivered now, whichever archive it is.
  class BalancerFailure < Failure
    def initialize(message)
      super(message, WAITING)
    end
  end

  # This archive cannot be delivered now; others may.
  class ArchiveFailure < Failure
    def initialize(message)
      super(message, WAITING)
    end
  end

  # The time for an attempt is over; what came is kept by the balancer.
  class OutOfTime < StandardError; end

  # Small things on files that must survive a power cut.
  module Disk
    module_function

    def sync(path)
      File.open(path, &:fsync)
    end

    # The file has its old or its new content, never half of it.
    def replace(path, text)
      beside = File.join(File.dirname(path), ".#{File.basename(path)}.#{Process.pid}")
      File.open(beside, 'w', 0o640) do |file|
        file.write(text)
        file.fsync
      end
      File.rename(beside, path)
      sync(File.dirname(path))
    end

    # A message from anywhere as text that JSON can hold.
    def text(message)
      message.dup.force_encoding(Encoding::UTF_8).scrub('?')
    end

    # Bytes that may still be written to the file system of a directory.
    def free(directory)
      output, status = Open3.capture2e({ 'LC_ALL' => 'C' }, 'df', '-P', '-k', '--', directory)
      raise LocalDiskError, "cannot read the free space of #{directory}: #{output.strip}" unless status.success?

      Integer(output.lines.last.split[-3]) * 1024
    end

    # Whether another file system is mounted there.
    def mountpoint?(directory)
      File.directory?(directory) && File.stat(directory).dev != File.stat(File.join(directory, '..')).dev
    end

    def sha256(path)
      Digest::SHA256.file(path).hexdigest
    end
  end

  # The configuration file, checked.
  class Config
    DEFAULTS = {
      'mode' => nil,
      'balancer_url' => nil,
      'allow_http' => false,
      'ca_file' => nil,
      'server_name' => nil,
      'secret' => nil,
      # The later file has the word in BBB, so it is asked first here.
      'properties_files' => [
        '/etc/bigbluebutton/bbb-web.properties',
        '/usr/share/bbb-web/WEB-INF/classes/bigbluebutton.properties',
        '/var/lib/tomcat7/webapps/bigbluebutton/WEB-INF/classes/bigbluebutton.properties'
      ].freeze,
      'spool_dir' => nil,
      'spool_mountpoint' => nil,
      'published_dir' => '/var/bigbluebutton/published',
      'unpublished_dir' => '/var/bigbluebutton/unpublished',
      'recording_dir' => '/var/bigbluebutton/recording',
      'queue_dir' => '/var/bigbluebutton/scalelite/queue',
      'ledger_file' => '/var/bigbluebutton/scalelite/ledger.jsonl',
      'min_free_mib' => 1024,
      'try_seconds' => 60,
      'first_pause_seconds' => 30,
      'longest_pause_seconds' => 1800,
      'connect_timeout_seconds' => 10,
      'answer_timeout_seconds' => 600,
      'bandwidth_kib_per_second' => 0,
      'log_file' => '/var/log/bigbluebutton/scalelite-bbb-node.log'
    }.freeze

    def self.default_path
      installed = File.expand_path('../../../../etc/bigbluebutton/scalelite-bbb-node.yml', __dir__)
      File.file?(installed) ? installed : '/etc/bigbluebutton/scalelite-bbb-node.yml'
    end

    def self.load(path)
      values = YAML.safe_load(File.read(path))
      raise UsageError, "#{path} is no list of settings" unless values.nil? || values.is_a?(Hash)

      new(path, values || {})
    rescue SystemCallError => e
      raise UsageError, "cannot read the configuration #{path}: #{e.message}"
    rescue Psych::Exception => e
      raise UsageError, "#{path} is no YAML: #{e.message}"
    end

    def initialize(path, values)
      @path = path
      unknown = values.keys - DEFAULTS.keys
      wrong("has unknown settings: #{unknown.join(', ')}") unless unknown.empty?
      @values = DEFAULTS.merge(values.reject { |_, value| value.nil? })
      check
    end

    DEFAULTS.each_key do |name|
      define_method(name) { @values[name] } unless name == 'secret'
    end

    def upload?
      mode == 'upload'
    end

    # Where archives go, for people.
    def destination
      upload? ? balancer_url : spool_dir
    end

    # The shared secret of this BBB server, which the balancer has in its registry.
    def secret
      found = @values['secret'] || property('securitySalt')
      return found unless found.nil? || found.strip.empty?

      raise UsageError, "the secret of this server is in none of #{properties_files.join(', ')}: " \
                        "run as a user that can read them, or set secret in #{@path}"
    end

    # The name by which the balancer knows this server, as far as we can tell.
    def issuer
      server_name || URI(property('bigbluebutton.web.serverURL').to_s).host || Socket.gethostname
    rescue URI::Error
      Socket.gethostname
    end

    private

    def wrong(what)
      raise UsageError, "#{@path} #{what}"
    end

    def check
      wrong('needs mode: upload or mode: spool') unless %w[upload spool].include?(mode)
      upload? ? check_upload : check_spool
      wrong('has properties_files, which is no list') unless properties_files.is_a?(Array)
      DEFAULTS.each do |name, default|
        next unless default.is_a?(Integer)

        value = @values[name]
        wrong("has #{name}: #{value.inspect}, which is no whole number from 0") unless value.is_a?(Integer) && value >= 0
      end
    end

    def check_upload
      url = URI(balancer_url.to_s)
      wrong('needs balancer_url: https://HOST for mode: upload') unless url.is_a?(URI::HTTP) && url.host
      return if url.is_a?(URI::HTTPS) || allow_http == true

      wrong('has a balancer_url without https: recordings and tokens could be read on the way. ' \
            'Set allow_http: true if the network is trusted')
    rescue URI::Error
      wrong("has balancer_url: #{balancer_url}, which is no address")
    end

    def check_spool
      wrong('needs spool_dir for mode: spool') if spool_dir.to_s.empty?
    end

    def property(name)
      properties_files.each do |file|
        next unless File.readable?(file)

        values = File.readlines(file, encoding: 'UTF-8').map { |line| line[/\A\s*#{Regexp.escape(name)}\s*[=:]\s*(.*?)\s*\z/, 1] }
        return values.compact.last unless values.compact.empty?
      end
      nil
    end
  end

  # One line for each event, on standard output and in the log file.
  class Log
    def initialize(path)
      @path = path
    end

    def info(text)
      write($stdout, 'INFO', text)
    end

    def warn(text)
      write($stderr, 'WARN', text)
    end

    private

    def write(stream, level, text)
      stream.puts(text)
      File.open(@path, 'a', 0o640) { |file| file.puts("#{Time.now.utc.iso8601} #{level} #{text}") } if @path
    rescue SystemCallError
      # A log that cannot be written must not keep a recording from its place.
      @path = nil
    end
  end

  # The recordings of this server, as BBB publishes them: FORMAT/RECORD_ID/metadata.xml.
  class Recordings
    def initialize(directory)
      @directory = directory
    end

    attr_reader :directory

    def formats(record_id)
      Dir.children(@directory).select { |format| format =~ SAFE_NAME && File.file?(metadata(format, record_id)) }.sort
    rescue SystemCallError => e
      raise Failure, "cannot read #{@directory} (published_dir): #{e.message}"
    end

    def ids
      Dir.glob(File.join(@directory, '*', '*', 'metadata.xml'))
         .map { |file| File.basename(File.dirname(file)) }
         .grep(SAFE_NAME).uniq.sort_by { |id| [Recordings.time(id) || Time.at(0), id] }
    end

    # How a format looks now: another number means that it was published anew.
    def fingerprint(format, record_id)
      files = Dir.glob(File.join(@directory, format, record_id, '**', '*'), File::FNM_DOTMATCH).select { |path| File.file?(path) }
      stats = files.map { |path| File.stat(path) }
      { 'files' => stats.size, 'bytes' => stats.map(&:size).sum, 'newest' => stats.map { |stat| stat.mtime.to_i }.max || 0 }
    end

    def fingerprints(formats, record_id)
      formats.map { |format| [format, fingerprint(format, record_id)] }.to_h
    end

    # When the meeting began; BBB writes it into the id.
    def self.time(record_id)
      millis = record_id[/-(\d{13})\z/, 1]
      millis && Time.at(millis.to_i / 1000)
    end

    private

    def metadata(format, record_id)
      File.join(@directory, format, record_id, 'metadata.xml')
    end
  end

  # An archive that waits for its delivery: a tar file, and what is known of it in a file beside it.
  class Entry
    attr_reader :path, :facts

    def initialize(path)
      @path = path
      @facts = JSON.parse(File.read(facts_path))
    end

    def self.facts_path(path)
      path.sub(/\.tar\z/, '.json')
    end

    def facts_path
      Entry.facts_path(@path)
    end

    def record_id
      facts['record_id']
    end

    def label
      facts['label']
    end

    def sha256
      facts['sha256']
    end

    def size
      facts['size']
    end

    def queued_at
      facts['queued_at']
    end

    # The name that importers look for.
    def archive_name
      "#{record_id}-#{sha256[0, 16]}.tar"
    end

    def due?(now)
      now.to_i >= facts.fetch('next_attempt', 0)
    end

    def failed(message, pause, now)
      facts.merge!('attempts' => facts.fetch('attempts', 0) + 1, 'last_error' => Disk.text(message),
                   'next_attempt' => now.to_i + pause)
      Disk.replace(facts_path, JSON.generate(facts))
    end
  end

  # Pauses that double up to the longest one, with some chance in them so that servers do not come all at once.
  module Pauses
    module_function

    def after(failures, config)
      pause = [config.first_pause_seconds * (2**[failures, 20].min), config.longest_pause_seconds].min
      (pause * (0.75 + 0.25 * rand)).ceil
    end
  end

  # Archives on this server's disk until the balancer has acknowledged them.
  class Outbox
    def initialize(config, log)
      @config = config
      @log = log
      @directory = config.queue_dir
      @recordings = Recordings.new(config.published_dir)
      FileUtils.mkdir_p(@directory, mode: 0o750)
    rescue SystemCallError => e
      raise LocalDiskError, "cannot create the queue #{@directory} (queue_dir): #{e.message}"
    end

    # Packs formats of a recording into the queue; what cannot be packed now is noted and packed later.
    def add(record_id, label)
      pack(record_id, label)
    rescue LocalDiskError, ArchiveFailure => e
      want(record_id, label)
      raise LocalDiskError, "#{e.message}. It is noted and packed as soon as that works"
    end

    def entries
      Dir.glob(File.join(@directory, '*.tar')).map { |path| read(path) }.compact.sort_by { |entry| [entry.queued_at, entry.path] }
    end

    def wanted
      Dir.glob(File.join(@directory, '*.want')).sort
    end

    def pack_wanted
      wanted.each do |file|
        want = JSON.parse(File.read(file))
        begin
          pack(want['record_id'], want['label'])
          File.delete(file)
        rescue Failure => e
          @log.warn("#{want['record_id']} still cannot be packed: #{e.message}")
          File.delete(file) if e.code == NOTHING_TO_SEND
        end
      end
    end

    def remove(entry)
      # The facts go last: a tar file without them could not be read. A newer archive may have removed both already.
      FileUtils.rm_f([entry.path, entry.facts_path])
    end

    # Runs the block if no other delivery runs on this server, or after it; else false. The lock goes with its process.
    def locked(wait)
      File.open(File.join(@directory, '.lock'), File::RDWR | File::CREAT, 0o640) do |file|
        return false unless file.flock(wait ? File::LOCK_EX : File::LOCK_EX | File::LOCK_NB)

        sweep
        yield
      end
      true
    rescue Errno::ENOSPC, Errno::EDQUOT, Errno::EROFS, Errno::EACCES => e
      raise LocalDiskError, "cannot write to the queue #{@directory} (queue_dir): #{e.message}"
    end

    # When the balancer is asked again, and why it is left alone until then.
    def balancer
      JSON.parse(File.read(balancer_path))
    rescue Errno::ENOENT, JSON::ParserError
      { 'failures' => 0, 'next_attempt' => 0 }
    end

    def balancer_failed(message, now)
      failures = balancer['failures']
      Disk.replace(balancer_path, JSON.generate(
                                    'failures' => failures + 1, 'last_error' => Disk.text(message),
                                    'since' => balancer['since'] || now.to_i,
                                    'next_attempt' => now.to_i + Pauses.after(failures, @config)
                                  ))
    end

    def balancer_answered
      File.delete(balancer_path) if File.exist?(balancer_path)
    end

    private

    def balancer_path
      File.join(@directory, '.balancer.json')
    end

    def read(path)
      Entry.new(path)
    rescue Errno::ENOENT
      # Delivered by another process this moment.
      nil
    rescue JSON::ParserError
      @log.warn("#{path} has unreadable facts beside it: remove both and send the recording with scalelite_batch.rb")
      nil
    end

    def want(record_id, label)
      path = File.join(@directory, "#{record_id}-#{label}.want")
      Disk.replace(path, JSON.generate('record_id' => record_id, 'label' => label))
    rescue SystemCallError => e
      raise LocalDiskError, "not even a note fits into the queue #{@directory} (queue_dir): #{e.message}. " \
                            "Make room, then run scalelite_batch.rb --id #{record_id}"
    end

    def pack(record_id, label)
      formats = chosen(record_id, label)
      before = @recordings.fingerprints(formats, record_id)
      refuse_without_space(before)
      temporary = File.join(@directory, ".pack-#{Process.pid}-#{SecureRandom.hex(4)}")
      begin
        tar(temporary, formats, record_id)
        unless @recordings.fingerprints(formats, record_id) == before
          raise ArchiveFailure, "#{record_id} changed while it was packed"
        end

        enqueue(temporary, record_id, label, before)
      ensure
        FileUtils.rm_f(temporary)
      end
    rescue Errno::ENOSPC, Errno::EDQUOT, Errno::EROFS, Errno::EACCES => e
      raise LocalDiskError, "cannot write to the queue #{@directory} (queue_dir): #{e.message}"
    end

    def chosen(record_id, label)
      there = @recordings.formats(record_id)
      formats = label == EVERYTHING ? there : there & [label]
      return formats unless formats.empty?

      what = label == EVERYTHING ? 'any format' : label
      raise Failure.new("#{record_id} is not published as #{what} in #{@recordings.directory}", NOTHING_TO_SEND)
    end

    def refuse_without_space(fingerprints)
      # Each file takes a header and is filled up to whole blocks.
      needed = fingerprints.values.map { |print| print['bytes'] + print['files'] * 2048 }.sum
      free = Disk.free(@directory)
      reserve = @config.min_free_mib * MIB
      return if free - needed >= reserve

      raise LocalDiskError, "#{@directory} (queue_dir) has #{free / MIB} MiB free; the archive needs #{needed / MIB + 1} MiB " \
                            "and #{@config.min_free_mib} MiB are to stay free (min_free_mib): make room"
    end

    def tar(target, formats, record_id)
      folders = formats.map { |format| "#{format}/#{record_id}" }
      # The same recording gives the same bytes, so that a second delivery is known as one.
      _, errors, status = Open3.capture3(
        { 'LC_ALL' => 'C' }, 'tar', '--create', '--file', target, '--format=gnu', '--sort=name', '--numeric-owner',
        '--owner=0', '--group=0', '--mode=u+rw,a+rX', '--dereference', '--hard-dereference',
        '--directory', @recordings.directory, '--', *folders
      )
      return if status.success?

      message = "tar failed for #{record_id}: #{errors.lines.first.to_s.strip}"
      raise errors.include?('No space left') ? LocalDiskError.new(message) : ArchiveFailure.new(message)
    end

    def enqueue(temporary, record_id, label, fingerprints)
      Disk.sync(temporary)
      digest = Disk.sha256(temporary)
      path = File.join(@directory, "#{record_id}-#{label}-#{digest[0, 16]}.tar")
      facts = { 'record_id' => record_id, 'label' => label, 'formats' => fingerprints, 'sha256' => digest,
                'size' => File.size(temporary), 'queued_at' => Time.now.to_f }
      unless File.exist?(path)
        Disk.replace(Entry.facts_path(path), JSON.generate(facts))
        File.rename(temporary, path)
        Disk.sync(@directory)
      end
      entry = Entry.new(path)
      supersede(entry)
      @log.info("#{record_id} (#{label}) is queued: #{entry.size} bytes")
      entry
    end

    # Delivered later, an older archive would undo the newer one.
    def supersede(newest)
      entries.each do |entry|
        same = entry.record_id == newest.record_id && entry.label == newest.label
        remove(entry) if same && entry.path != newest.path
      end
    end

    # What a process left that was killed.
    def sweep
      limit = Time.now - 24 * 3600
      left = Dir.glob(File.join(@directory, '.pack-*'), File::FNM_DOTMATCH)
      left += Dir.glob(File.join(@directory, '*.json')).reject { |path| File.exist?(path.sub(/\.json\z/, '.tar')) }
      left.each { |path| File.delete(path) if File.exist?(path) && File.mtime(path) < limit }
    end
  end

  # What the balancer has acknowledged, one line each, for ever.
  class Ledger
    def initialize(config)
      @path = config.ledger_file
      @destination = config.destination
    end

    def add(entry)
      FileUtils.mkdir_p(File.dirname(@path))
      line = { 'at' => Time.now.utc.iso8601, 'record_id' => entry.record_id, 'formats' => entry.facts['formats'],
               'sha256' => entry.sha256, 'size' => entry.size, 'to' => @destination }
      File.open(@path, 'a', 0o640) do |file|
        # A line that a power cut has left unfinished must not swallow this one.
        file.puts unless file.size.zero? || File.read(@path, 1, file.size - 1) == "\n"
        file.puts(JSON.generate(line))
        file.fsync
      end
      @acknowledged = nil
    end

    # Whether this very state of a format has been acknowledged.
    def acknowledged?(record_id, format, fingerprint)
      acknowledged.fetch([record_id, format], []).include?(fingerprint)
    end

    private

    def acknowledged
      @acknowledged ||= read
    end

    def read
      found = {}
      return found unless File.exist?(@path)

      File.foreach(@path) do |line|
        begin
          fact = JSON.parse(line)
          fact['formats'].each { |format, print| (found[[fact['record_id'], format]] ||= []) << print }
        rescue JSON::ParserError, NoMethodError
          next
        end
      end
      found
    end
  end

  # Puts an archive into a mounted spool, where importers see it only when it is whole.
  class SpoolTransport
    CHUNK = MIB

    def initialize(config)
      @config = config
      @directory = config.spool_dir
    end

    def deliver(entry, deadline)
      refuse_unmounted
      target = File.join(@directory, entry.archive_name)
      return if File.file?(target) && File.size(target) == entry.size

      refuse_without_space(entry)
      hidden = File.join(@directory, ".#{entry.archive_name}.copy")
      begin
        copy(entry, hidden, deadline)
        File.rename(hidden, target)
        Disk.sync(@directory)
      ensure
        FileUtils.rm_f(hidden)
      end
    rescue SystemCallError => e
      raise BalancerFailure, "cannot write to #{@directory} (spool_dir): #{e.message}"
    end

    private

    def refuse_unmounted
      mount = @config.spool_mountpoint
      if mount && !Disk.mountpoint?(mount)
        raise BalancerFailure, "nothing is mounted at #{mount} (spool_mountpoint): mount the shared volume"
      end
      return if File.directory?(@directory)

      raise BalancerFailure, "#{@directory} (spool_dir) is no directory: mount the shared volume"
    end

    def refuse_without_space(entry)
      free = Disk.free(@directory)
      return if free >= entry.size

      raise ArchiveFailure, "#{@directory} (spool_dir) has #{free / MIB} MiB free, the archive has #{entry.size / MIB + 1} MiB"
    end

    def copy(entry, hidden, deadline)
      digest = Digest::SHA256.new
      File.open(entry.path, 'rb') do |from|
        File.open(hidden, 'wb', 0o664) do |to|
          body = Body.new(from, entry.size, deadline, @config.bandwidth_kib_per_second)
          while (chunk = body.read(CHUNK))
            digest.update(chunk)
            to.write(chunk)
          end
          # Importers run as another user of the same group.
          to.chmod(0o664)
          to.fsync
        end
      end
      raise ArchiveFailure, Body.damaged(entry) unless digest.hexdigest == entry.sha256 && File.size(hidden) == entry.size
    end
  end

  # The bytes of an archive from some offset on, at most as fast and as long as is allowed.
  class Body
    CHUNK = 64 * 1024

    def initialize(file, length, deadline, kib_per_second)
      @file = file
      @left = length
      @deadline = deadline
      @rate = kib_per_second * 1024
      @begun = Body.clock
      @sent = 0
    end

    def self.clock
      Process.clock_gettime(Process::CLOCK_MONOTONIC)
    end

    def self.damaged(entry)
      "#{entry.path} is damaged on this disk: remove it and send the recording again with scalelite_batch.rb --resend --id #{entry.record_id}"
    end

    def read(length = CHUNK, buffer = nil)
      raise OutOfTime if @deadline && Body.clock > @deadline
      return nil if @left <= 0

      chunk = @file.read([length || CHUNK, @left].min)
      return nil if chunk.nil?

      @left -= chunk.bytesize
      keep_to_rate(chunk.bytesize)
      buffer ? buffer.replace(chunk) : chunk
    end

    private

    def keep_to_rate(bytes)
      return unless @rate.positive?

      @sent += bytes
      ahead = @sent.to_f / @rate - (Body.clock - @begun)
      sleep(ahead) if ahead.positive?
    end
  end

  # Sends an archive to the balancer over HTTP, and goes on where an earlier attempt stopped.
  class UploadTransport
    NETWORK_ERRORS = [SystemCallError, SocketError, IOError, Timeout::Error, OpenSSL::SSL::SSLError,
                      Net::ProtocolError, Net::HTTPBadResponse, Net::HTTPHeaderSyntaxError].freeze
    TOKEN_SECONDS = 600
    CLOCK_SKEW_SECONDS = 60
    MOST_CUTS = 5

    def initialize(config)
      @config = config
      @base = URI(config.balancer_url)
    end

    def deliver(entry, deadline)
      cuts = 0
      loop do
        raise OutOfTime if deadline && Body.clock > deadline

        offset = held(entry, deadline)
        return if offset == :stored

        begin
          return if put(entry, offset, deadline) == :stored
        rescue *NETWORK_ERRORS => e
          raise BalancerFailure, cut(e) if (cuts += 1) > MOST_CUTS

          sleep(1)
        end
      end
    end

    private

    def cut(error)
      "the connection to #{@base.host}:#{@base.port} was cut: #{error.message} (#{error.class})"
    end

    # How much the balancer has; everything it would refuse is said here, before a byte is sent.
    def held(entry, deadline)
      response = request(Net::HTTP::Head.new(path(entry)), entry, deadline)
      refuse(response, response['Upload-Error']) unless response.is_a?(Net::HTTPOK)
      return :stored if response['Upload-Status'] == 'stored'

      foreign unless response['Upload-Offset'] =~ /\A\d+\z/
      Integer(response['Upload-Offset'])
    rescue *NETWORK_ERRORS => e
      raise BalancerFailure, "#{@base.host}:#{@base.port} does not answer: #{e.message} (#{e.class})"
    end

    def foreign
      raise BalancerFailure, "what answers at #{@config.balancer_url} takes no recordings: correct balancer_url, " \
                             'or update the load balancer'
    end

    def put(entry, offset, deadline)
      File.open(entry.path, 'rb') do |file|
        file.seek(offset)
        put = Net::HTTP::Put.new(path(entry))
        length = entry.size - offset
        put['Content-Type'] = 'application/x-tar'
        put['Content-Length'] = length.to_s
        put['Content-Range'] = length.zero? ? "bytes */#{entry.size}" : "bytes #{offset}-#{entry.size - 1}/#{entry.size}"
        put['Expect'] = '100-continue' unless length.zero?
        put.body_stream = Body.new(file, length, deadline, @config.bandwidth_kib_per_second)
        judge(request(put, entry, deadline), entry)
      end
    end

    def judge(response, entry)
      case response.code.to_i
      when 201 then :stored
      when 202, 409 then raise EOFError, "the balancer has another part than expected: #{error_of(response)}"
      when 422
        raise ArchiveFailure, Body.damaged(entry) unless Disk.sha256(entry.path) == entry.sha256

        raise ArchiveFailure, "the archive was changed on the way: #{error_of(response)}"
      else refuse(response, error_of(response))
      end
    end

    # Which refusals concern this archive only, and which any.
    def refuse(response, error)
      text = "#{@base.host} answers #{response.code}: #{error || response.message}"
      case response.code.to_i
      when 404, 405 then error ? raise(BalancerFailure, text) : foreign
      when 400, 413, 423, 507 then raise ArchiveFailure, text
      when 300..399 then raise BalancerFailure, "#{text}; it redirects to #{response['Location']}: set balancer_url to that"
      when 200..299 then foreign
      else raise BalancerFailure, text
      end
    end

    def error_of(response)
      JSON.parse(response.body.to_s)['error']
    rescue JSON::ParserError, TypeError
      nil
    end

    def path(entry)
      "#{@base.path.chomp('/')}/scalelite/api/recordings/#{entry.record_id}.tar"
    end

    def request(message, entry, deadline)
      message['Authorization'] = "Bearer #{token(entry)}"
      http = connection(deadline)
      http.start { http.request(message) }
    end

    def connection(deadline)
      http = Net::HTTP.new(@base.host, @base.port)
      # A repeated request would begin in the middle of the file.
      http.max_retries = 0
      http.open_timeout = @config.connect_timeout_seconds
      http.read_timeout = answer_seconds(deadline)
      http.write_timeout = @config.connect_timeout_seconds * 6 if http.respond_to?(:write_timeout=)
      http.continue_timeout = 10
      if @base.is_a?(URI::HTTPS)
        http.use_ssl = true
        http.verify_mode = OpenSSL::SSL::VERIFY_PEER
        http.ca_file = @config.ca_file if @config.ca_file
      end
      http
    end

    def answer_seconds(deadline)
      return @config.answer_timeout_seconds unless deadline

      [[deadline - Body.clock, 5].max, @config.answer_timeout_seconds].min
    end

    def token(entry)
      now = Time.now.to_i
      claims = { 'iss' => @config.issuer, 'sub' => entry.record_id, 'sha256' => entry.sha256, 'size' => entry.size,
                 'iat' => now - CLOCK_SKEW_SECONDS, 'exp' => now + TOKEN_SECONDS }
      signed = [{ 'alg' => 'HS256', 'typ' => 'JWT' }, claims].map { |part| base64(JSON.generate(part)) }.join('.')
      "#{signed}.#{base64(OpenSSL::HMAC.digest('SHA256', @config.secret, signed))}"
    end

    def base64(bytes)
      [bytes].pack('m0').tr('+/', '-_').delete('=')
    end
  end

  # Works the queue off, oldest first.
  class Delivery
    def initialize(config, queue, log)
      @config = config
      @queue = queue
      @log = log
      @ledger = Ledger.new(config)
      @transport = config.upload? ? UploadTransport.new(config) : SpoolTransport.new(config)
    end

    attr_reader :ledger

    # Delivers what is due; true if nothing waits any more. Only one delivery runs on a server at a time.
    def run(seconds: nil, now: false, wait: false)
      deadline = seconds && Body.clock + seconds
      ran = @queue.locked(wait) do
        @queue.pack_wanted
        work(deadline, now) if now || Time.now.to_i >= @queue.balancer['next_attempt']
      end
      @log.info('Another delivery is under way on this server') unless ran
      @queue.entries.empty? && @queue.wanted.empty?
    end

    private

    def work(deadline, now)
      held_up = Set.new
      @queue.entries.each do |entry|
        # The archives of one recording go in order: a later one may replace what an earlier one brings.
        next if held_up.include?(entry.record_id)

        held_up << entry.record_id unless (now || entry.due?(Time.now)) && delivered?(entry, deadline)
      end
    rescue OutOfTime
      @log.info('The time for this attempt is over; the rest follows')
    rescue BalancerFailure => e
      @queue.balancer_failed(e.message, Time.now)
      @log.warn("Recordings wait in #{@config.queue_dir}: #{e.message}")
    end

    def delivered?(entry, deadline)
      @transport.deliver(entry, deadline)
      @ledger.add(entry)
      @queue.remove(entry)
      @queue.balancer_answered
      @log.info("#{entry.record_id} (#{entry.label}) is delivered to #{@config.destination}")
      true
    rescue ArchiveFailure => e
      entry.failed(e.message, Pauses.after(entry.facts.fetch('attempts', 0), @config), Time.now)
      @log.warn("#{entry.record_id} (#{entry.label}) waits: #{e.message}")
      false
    end
  end

  # What every script does around its work.
  module Script
    module_function

    def run
      exit(yield || OK)
    rescue OptionParser::ParseError => e
      stop("#{e.message}; --help tells what is possible", USAGE)
    rescue Failure => e
      stop(e.message, e.code)
    rescue Interrupt
      stop('interrupted; what is queued stays queued', WAITING)
    rescue SystemCallError => e
      stop(e.message, UNEXPECTED)
    end

    def stop(message, code)
      warn("#{File.basename($PROGRAM_NAME)}: #{message}")
      exit(code)
    end

    def parser(banner, options)
      OptionParser.new do |parser|
        parser.banner = banner
        parser.separator('')
        yield parser
        parser.on('--config FILE', 'settings; default: /etc/bigbluebutton/scalelite-bbb-node.yml') { |file| options[:config] = file }
        parser.on('-h', '--help', 'this text') do
          puts parser
          exit(OK)
        end
      end
    end

    def config(options)
      config = Config.load(options[:config] || Config.default_path)
      become_owner(config)
      config
    end

    # Files that root leaves behind could not be read by the timer.
    def become_owner(config)
      return unless Process.uid.zero? && File.directory?(config.queue_dir)

      owner = File.stat(config.queue_dir)
      return if owner.uid.zero?

      user = Etc.getpwuid(owner.uid)
      Process.initgroups(user.name, user.gid)
      Process::GID.change_privilege(user.gid)
      Process::UID.change_privilege(user.uid)
    end

    def record_id(text)
      raise UsageError, "#{text.inspect} is no record id" unless text =~ SAFE_NAME

      text
    end
  end
end
