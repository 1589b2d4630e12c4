// Ranks, and calibration by several of them.

#include "calibration/ranks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <mutex>

#include "calibration/calibrate.h"
#include "calibration/files/csv_reader.h"
#include "calibration/files/packed_reader.h"
#include "calibration/files/packed_writer.h"
#include "calibration/files/text_file.h"
#include "calibration/person_groups.h"
#include "calibration/response_part.h"
#include "calibration/row_patterns.h"
#include "tests/calibration/small_data.h"
#include "tests/support/thread_ranks.h"

namespace adaptest {
namespace {

using testing::ElementsAre;

TEST(Ranks, IntegersAddUpModuloTheirRange) {
  ThreadRanks::Run(3, [](Ranks& ranks) {
    std::vector<uint64_t> values = {~uint64_t{0}, uint64_t{1} << 40};
    SumIntegers(ranks, absl::MakeSpan(values));
    EXPECT_THAT(values, ElementsAre(~uint64_t{0} - 2, 3 * (uint64_t{1} << 40)));
  });
}

TEST(Ranks, TheFirstErrorIsThatOfAll) {
  ThreadRanks::Run(3, [](Ranks& ranks) {
    const absl::Status own =
        ranks.rank() == 0
            ? absl::OkStatus()
            : absl::NotFoundError(absl::StrCat("rank ", ranks.rank()));
    EXPECT_EQ(Agree(ranks, own), absl::NotFoundError("rank 1"));
  });
}

TEST(Ranks, NamesAreUnitedInOrderOfAppearance) {
  ThreadRanks::Run(3, [](Ranks& ranks) {
    const std::vector<std::string> own[] = {{"", "two\nlines"}, {}, {"b", ""}};
    EXPECT_THAT(Unite(ranks, own[ranks.rank()]),
                ElementsAre("", "two\nlines", "b"));
  });
}

// 4 000 persons in two groups, some of them in two sessions; in four blocks.
std::string SessionsCsv() {
  const auto items = RandomThreePlItems(40, 3);
  Random random(5);
  std::string text = "person_id,session_id,group,item_id,response\n";
  for (int p = 0; p < 3500; ++p) {
    const double theta = random.Normal() + (p % 3 == 0 ? 0.5 : 0);
    for (int i = 0; i < 40; ++i) {
      if (random.Uniform() < 0.05) continue;
      const double right = ProbabilityRight(ThreePl(), items[i], theta);
      absl::StrAppend(&text, "p", p, ",s", p % 7 == 0 ? i / 20 : 0, ",",
                      p % 3 == 0 ? "B" : "A", ",i", i, ",",
                      random.Uniform() < right, "\n");
    }
  }
  return text;
}

std::string PackedSessions() {
  ResponseFormat format;
  format.models = ItemModels::Unknown();
  ResponseIntake intake(format);
  const std::string path = ScratchFile("ranks.pack");
  EXPECT_TRUE(
      ReadResponseFiles({WriteScratch("ranks.csv", SessionsCsv())}, intake)
          .ok());
  EXPECT_TRUE(WritePackedResponses(intake, *StreamedFile::Create(path)).ok());
  return path;
}

absl::StatusOr<Calibration> CalibrateTwoPl(const ResponseData& data) {
  CalibrationOptions options;
  options.by_group = true;
  options.information = ParameterInformation::kCrossProduct;
  return Calibrate(data, options);
}

ResponseData OpenAsTwoPl(const std::string& path, Ranks& ranks = OneRank()) {
  const auto packed = OpenPackedFile(path, ranks);
  EXPECT_TRUE(packed.ok()) << packed.status();
  return packed->WithModels(
      std::vector<ResponseModel>(packed->num_items(), TwoPl()));
}

double MaxDifference(const std::vector<double>& x,
                     const std::vector<double>& y) {
  EXPECT_EQ(x.size(), y.size());
  double difference = 0;
  for (size_t i = 0; i < x.size(); ++i) {
    difference = std::max(difference, std::abs(x[i] - y[i]));
  }
  return difference;
}

// All numbers of a fit but those of persons.
std::vector<double> NumbersOf(const Calibration& fit) {
  std::vector<double> numbers = {fit.num_persons, fit.num_responses,
                                 1e-5 * fit.log_likelihood,
                                 double(fit.iterations), double(fit.converged)};
  for (const Item& item : fit.items) {
    numbers.insert(numbers.end(), item.parameters.begin(),
                   item.parameters.end());
    numbers.insert(numbers.end(), item.covariance.begin(),
                   item.covariance.end());
  }
  for (const LatentEstimate& latent : fit.latent) {
    numbers.insert(numbers.end(), {latent.num_persons, latent.mean, latent.sd});
  }
  return numbers;
}

TEST(Ranks, CalibrateAsOneProcessDoes) {
  const std::string path = PackedSessions();
  const ResponseData whole = OpenAsTwoPl(path);
  ASSERT_EQ(whole.num_persons(), 4000);
  ASSERT_EQ(whole.blocks().size(), 5);
  const auto one = CalibrateTwoPl(whole);
  ASSERT_TRUE(one.ok()) << one.status();
  for (const int size : {2, 3, 5}) {
    std::vector<absl::StatusOr<Calibration>> fits(size);
    ThreadRanks::Run(size, [&](Ranks& ranks) {
      fits[ranks.rank()] = CalibrateTwoPl(OpenAsTwoPl(path, ranks));
    });
    std::vector<double> thetas;
    for (const auto& fit : fits) {
      ASSERT_TRUE(fit.ok()) << fit.status();
      EXPECT_EQ(NumbersOf(*fit), NumbersOf(*fits[0]));
      for (const auto& person : fit->persons) thetas.push_back(*person.theta);
    }
    EXPECT_LT(MaxDifference(NumbersOf(*one), NumbersOf(*fits[0])), 1e-10);
    std::vector<double> expected;
    for (const auto& person : one->persons) expected.push_back(*person.theta);
    EXPECT_LT(MaxDifference(expected, thetas), 1e-10);
  }
}

struct SinglePass {
  AlignedVector counts, derivatives;
};

SinglePass PassInSingle(ResponseData data) {
  Problem problem(std::move(data), {"none"});
  MarginalPosterior& f = problem.posterior;
  f.MoveTo(problem.parameters.Start());
  AlignedVector direction;
  for (size_t j = 0; j < f.table().size(); ++j) {
    direction.push_back(std::sin(double(j)));
  }
  SinglePass pass;
  problem.expectation.Counts(f.table(), Precision::kSingle, pass.counts);
  problem.expectation.CountDerivatives(f.table(), direction, Precision::kSingle,
                                       pass.derivatives);
  return pass;
}

// With and without patterns of answers.
TEST(Ranks, SumsInSinglePrecisionAreThoseOfOneProcessBitForBit) {
  const auto items = RandomThreePlItems(40, 3);
  for (const double missing : {0.0, 0.7}) {
    ResponseData whole =
        SimulateAnswers(items, missing > 0 ? 12000 : 4000, TwoPl(), 8, missing);
    ASSERT_EQ(RowPatterns(whole).empty(), missing > 0);
    ASSERT_GE(whole.blocks().size(), 5);
    const SinglePass expected = PassInSingle(whole);
    for (const int size : {2, 3, 4}) {
      ThreadRanks::Run(size, [&](Ranks& ranks) {
        const SinglePass pass = PassInSingle(PartOf(whole, ranks));
        EXPECT_EQ(pass.counts, expected.counts);
        EXPECT_EQ(pass.derivatives, expected.derivatives);
      });
    }
  }
}

TEST(Ranks, EachHasWholePersonsAndAllHaveEverybody) {
  const std::string path = PackedSessions();
  const ResponseData whole = OpenAsTwoPl(path);
  std::vector<std::string> told(3);
  const auto tell = [](const ResponseData& data) {
    std::string text;
    for (int p = 0; p < data.num_persons(); ++p) {
      absl::StrAppend(&text, data.person_id(p), " ", data.session_id(p), " ",
                      data.group(p));
      for (const int row : data.RowsOf(p)) absl::StrAppend(&text, " ", row);
      absl::StrAppend(&text, "\n");
    }
    return text;
  };
  std::vector<std::string> last(3), first(3);
  ThreadRanks::Run(3, [&](Ranks& ranks) {
    const ResponseData part = OpenAsTwoPl(path, ranks);
    ASSERT_GT(part.num_persons(), 0);
    const int r = ranks.rank();
    told[r] = tell(part);
    first[r] = part.person_id(0);
    last[r] = part.person_id(part.num_persons() - 1);
    EXPECT_EQ(part.cluster(part.num_persons() - 1), part.num_clusters() - 1);
  });
  EXPECT_EQ(told[0] + told[1] + told[2], tell(whole));
  EXPECT_NE(last[0], first[1]);
  EXPECT_NE(last[1], first[2]);
}

TEST(Ranks, DamageInThePartOfOneIsAnErrorOfAll) {
  const std::string path = PackedSessions();
  std::string bytes = *ReadTextFile(path);
  // Answers come last but for what is small: this is among rank 0's.
  bytes[bytes.size() / 4] ^= 1;
  WriteScratch("damaged.pack", bytes);
  ThreadRanks::Run(3, [&](Ranks& ranks) {
    const auto data = OpenPackedFile(ScratchFile("damaged.pack"), ranks);
    ASSERT_FALSE(data.ok());
    EXPECT_THAT(std::string(data.status().message()),
                testing::HasSubstr("damaged.pack: damaged file"));
  });
}

TEST(Ranks, SelectedPersonsMayBeOnAnyRank) {
  const std::string path = PackedSessions();
  ThreadRanks::Run(2, [&](Ranks& ranks) {
    const ResponseData part = OpenAsTwoPl(path, ranks);
    const std::vector<std::string> both = {"p1", "p3499"};
    const auto selected = SelectPersons(part, both);
    ASSERT_TRUE(selected.ok()) << selected.status();
    EXPECT_EQ(SumOf(ranks, selected->num_persons()), 2);
    const std::vector<std::string> unknown = {"p1", "p9999"};
    EXPECT_FALSE(SelectPersons(part, unknown).ok());
  });
}

}  // namespace
}  // namespace adaptest
