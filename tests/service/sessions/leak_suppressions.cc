// libpqxx 6.4 loses the result of a command whose connection broke, some 200
// bytes. Read by the leak sanitizer alone.
extern "C" const char* __lsan_default_suppressions();   // NOLINT
extern "C" const char* __lsan_default_suppressions() {  // NOLINT
  return "leak:libpqxx\n";
}
