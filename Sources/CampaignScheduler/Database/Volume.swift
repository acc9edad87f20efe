import CLinux
import Foundation

/// The file system that a path lies on.
struct Volume: Hashable, Sendable {
  enum Kind: Hashable, Sendable {
    /// What a database is safe on, as far as anybody knows.
    case local
    /// Shared by several machines: SQLite's write-ahead log needs memory that all its users share.
    case network(String)
    /// Files that another program serves: often safe, sometimes a network drive in disguise.
    case served(String)
  }

  let kind: Kind
  let freeBytes: Int
  let isReadOnly: Bool

  /// What a write-ahead log and the memory of those who read it begin with, and a little.
  private static let leastRoom = 65_536

  var isFull: Bool { freeBytes < Self.leastRoom }
  var takesNothing: Bool { isFull || isReadOnly }

  /// Nil if there is nothing at the path.
  init?(of path: String) {
    var status = statfs()
    guard statfs(path, &status) == 0 else { return nil }
    kind = Kind(magic: UInt32(truncatingIfNeeded: status.f_type))
    freeBytes = Int(clamping: UInt64(status.f_bavail) &* UInt64(status.f_bsize))
    isReadOnly = status.f_flags & Int(ST_RDONLY) != 0
  }
}

extension Volume.Kind {
  /// - `magic`: `f_type` of `statfs(2)`, from `linux/magic.h` and the file systems' own sources.
  init(magic: UInt32) {
    switch magic {
    case 0x6969: self = .network("NFS")
    case 0x517B, 0xFE53_4D42, 0xFF53_4D42: self = .network("SMB")
    case 0x5346_414F, 0x7375_7245: self = .network("AFS")
    case 0x564C: self = .network("NCP")
    case 0x00C3_6400: self = .network("Ceph")
    case 0x0BD0_0BD0: self = .network("Lustre")
    case 0x6573_5546: self = .served("FUSE")
    case 0x0102_1997: self = .served("9P")
    case 0x786F_4256: self = .served("VirtualBox")
    default: self = .local
    }
  }
}

/// What a file is called and how long it is, without opening it: closing a second descriptor of a database would drop
/// the locks that SQLite holds on it in this process.
struct FileStatus: Hashable, Sendable {
  let bytes: Int
  let names: Int
  let isFolder: Bool
  /// Permission bits only.
  let mode: Int
  let user: uid_t
  let group: gid_t
  /// When it was last written, in nanoseconds since 1970 by the clock of the file system.
  private let written: Int64
  private let device: UInt64
  private let inode: UInt64
  /// When the file was made, in nanoseconds since 1970; 0 where its file system doesn't know.
  private let born: Int64

  /// Of what a link leads to; nil if there is nothing.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    bytes = Int(status.st_size)
    names = Int(status.st_nlink)
    isFolder = status.st_mode & S_IFMT == S_IFDIR
    user = status.st_uid
    group = status.st_gid
    mode = Int(status.st_mode) & 0o777
    written = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
    born = clinux_birth(path)
  }

  /// What tells the file from every copy of it, and stays through renames and mounts: when it was made, or its number
  /// on the disk.
  var identity: String { born > 0 ? "born \(born)" : "inode \(inode)" }

  func isSameFile(as other: FileStatus) -> Bool { device == other.device && inode == other.inode }
}

/// Makes what was written last: the content of a file, or the names in a folder.
///
/// Not for a database that is open.
func makeDurable(_ path: String) throws(DatabaseFault) {
  let descriptor = open(path, O_RDONLY | O_CLOEXEC)
  guard descriptor >= 0 else { throw .unwritable(path) }
  defer { close(descriptor) }
  guard fsync(descriptor) == 0 else { throw .unwritable(path) }
}
