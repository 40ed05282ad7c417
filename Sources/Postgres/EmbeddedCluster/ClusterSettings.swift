import Glibc

/// The server settings of a private cluster: durable, reached by its socket only, modest.
struct ClusterSettings {
    let layout: ClusterLayout

    var text: String {
        """
        # Written by obuka at every start; change settings with ALTER SYSTEM, which wins over this.
        listen_addresses = ''
        unix_socket_directories = '\(quoted(layout.socketDirectory))'
        unix_socket_permissions = 0700
        max_connections = 100

        fsync = on
        synchronous_commit = on
        full_page_writes = on
        wal_compression = on
        max_wal_size = 2GB
        wal_level = replica

        shared_buffers = \(sharedBuffers)MB
        effective_cache_size = \(sharedBuffers * 3)MB
        work_mem = 16MB
        maintenance_work_mem = 128MB
        random_page_cost = 1.1
        jit = off

        timezone = 'UTC'
        log_timezone = 'UTC'
        logging_collector = on
        log_directory = '\(quoted(layout.logs))'
        log_filename = 'server-%a.log'
        log_truncate_on_rotation = on
        log_rotation_age = 1d
        log_rotation_size = 0
        log_line_prefix = '%m [%p] %a '
        log_lock_waits = on
        # Parameters and rows may be personal data; a log is not the place for them. Terse leaves
        # out details, such as the row that a constraint refused.
        log_error_verbosity = terse
        log_min_error_statement = panic
        log_parameter_max_length_on_error = 0
        log_parameter_max_length = 0

        """
    }

    /// A tenth of the memory, between 32 MB and 1 GB: the machine is not the database's alone.
    private var sharedBuffers: Int {
        let bytes = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
        return min(1_024, max(32, (bytes / 10) >> 20))
    }

    private func quoted(_ path: String) -> String {
        path.replacing("'", with: "''")
    }
}
