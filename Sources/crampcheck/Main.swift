@main
struct Crampcheck {
  static func main() {}
}
