#include "calibration/fit_checkpoint.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace adaptest {
namespace {

// FNV-1a (Fowler, Noll & Vo): the same on every machine.
class Fingerprint {
 public:
  void Add(absl::string_view text) {
    for (const char c : text) {
      hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    }
    hash_ = (hash_ ^ 0xff) * 0x100000001b3;
  }
  uint64_t value() const { return hash_; }

 private:
  uint64_t hash_ = 0xcbf29ce484222325;
};

}  // namespace

uint64_t FingerprintOf(const ResponseData& data,
                       const FreeParameters& parameters) {
  Fingerprint fingerprint;
  uint64_t numbers[] = {static_cast<uint64_t>(data.num_persons()),
                        data.num_responses()};
  SumIntegers(data.ranks(), absl::MakeSpan(numbers));
  fingerprint.Add(absl::StrCat(numbers[0], " ", numbers[1]));
  for (const CurveLayout& curve : parameters.curves) {
    if (!curve.is_item()) continue;
    fingerprint.Add(data.item_ids[curve.item]);
    fingerprint.Add(NameOf(curve.model));
    fingerprint.Add(absl::StrCat(curve.num_rows));
  }
  for (const FreeParameter& p : parameters.parameters) fingerprint.Add(p.name);
  return fingerprint.value();
}

}  // namespace adaptest
